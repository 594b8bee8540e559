package io.tocsin.flink.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker again and again where partitions end. A partition of which nothing is learnt in
 * time, because it has no leader or nobody answers, is left out of the answer; the others are not.
 *
 * <p>It has a thread of its own. The enumerator's worker thread also lists partitions and reads
 * rules, and an outage of the rules' store must not look like one of the broker.
 *
 * <p>A topic of which the broker says again and again that there is none is gone; it is asked for
 * no more, but looked for, since it may be made anew.
 *
 * <p>The end is that of all records, also of those in open transactions: while such a record may
 * still become readable, silence is not proven.
 */
final class EndOffsets implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndOffsets.class);
  private static final ListOffsetsOptions OPTIONS =
      new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs(3_000);

  private final Admin admin;
  private final Clock clock;
  private final Set<TopicPartition> partitions;
  private final Consumer<Answer> answers;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(new ExecutorThreadFactory("tocsin-end-offsets"));
  private final MissingTopics missing = new MissingTopics();
  private boolean complete = true;

  /**
   * Something to ask with, that does not ask yet.
   *
   * @param partitions those to ask for, which may change at any time
   * @param answers called by this object's thread
   * @throws KafkaException if the properties are no client's
   */
  EndOffsets(
      Properties properties,
      Clock clock,
      Set<TopicPartition> partitions,
      Consumer<Answer> answers) {
    this.admin = Admin.create(properties);
    this.clock = clock;
    this.partitions = partitions;
    this.answers = answers;
  }

  /**
   * What the broker said.
   *
   * @param askedMillis the time before which it was asked
   * @param ends the offset behind the last record, of the partitions that are known
   * @param gone partitions of topics that are not there any more
   */
  record Answer(long askedMillis, Map<TopicPartition, Long> ends, Set<TopicPartition> gone) {}

  /** Asks from now on; the task never throws, so its future has nothing to say. */
  @SuppressWarnings("FutureReturnValueIgnored")
  void start(Duration interval) {
    thread.scheduleWithFixedDelay(
        this::askOnce, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void askOnce() {
    try {
      answers.accept(ask());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException refused) {
      // Thrown on, it would end the asking for good.
      if (!thread.isShutdown()) {
        LOG.warn("The broker cannot be asked for the ends of partitions; clocks wait", refused);
      }
    }
  }

  private Answer ask() throws InterruptedException {
    Map<TopicPartition, OffsetSpec> request = new HashMap<>();
    Set<TopicPartition> gone = new HashSet<>();
    for (TopicPartition partition : partitions) {
      if (missing.isGone(partition.topic())) {
        gone.add(partition);
      } else {
        request.put(partition, OffsetSpec.latest());
      }
    }
    long askedMillis = clock.absoluteTimeMillis();
    Map<TopicPartition, Long> ends = new HashMap<>();
    ListOffsetsResult result = admin.listOffsets(request, OPTIONS);
    for (TopicPartition partition : request.keySet()) {
      try {
        ends.put(partition, result.partitionResult(partition).get().offset());
      } catch (ExecutionException unknown) {
        logOnce(partition, unknown);
      }
    }
    complete = ends.size() == request.size();
    Set<String> silent = new HashSet<>();
    gone.forEach(partition -> silent.add(partition.topic()));
    request.keySet().stream()
        .filter(partition -> !ends.containsKey(partition))
        .forEach(partition -> silent.add(partition.topic()));
    missing.lookFor(silent, admin, clock.absoluteTimeMillis());
    return new Answer(askedMillis, ends, gone);
  }

  private void logOnce(TopicPartition partition, ExecutionException failure) {
    if (complete && !thread.isShutdown()) {
      complete = false;
      LOG.warn("The end of {} is unknown; its clock waits", partition, failure);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    admin.close(Duration.ofSeconds(5));
  }
}
