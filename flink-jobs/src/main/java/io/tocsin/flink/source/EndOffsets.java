package io.tocsin.flink.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.util.clock.Clock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker where partitions end. A partition of which nothing is learnt in time, because it
 * has no leader or nobody answers, is left out of the answer; the others are not.
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
  private boolean complete = true;

  EndOffsets(Properties properties, Clock clock) {
    this.admin = Admin.create(properties);
    this.clock = clock;
  }

  /**
   * What the broker said.
   *
   * @param askedMillis the time before which it was asked
   * @param ends the offset behind the last record, of the partitions that are known
   */
  record Answer(long askedMillis, Map<TopicPartition, Long> ends) {}

  /** Asks once, and waits at most a few seconds. */
  Answer ask(Iterable<TopicPartition> partitions) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> request = new HashMap<>();
    partitions.forEach(partition -> request.put(partition, OffsetSpec.latest()));
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
    return new Answer(askedMillis, ends);
  }

  private void logOnce(TopicPartition partition, ExecutionException failure) {
    if (complete) {
      complete = false;
      LOG.warn("The end of {} is unknown; its clock waits", partition, failure);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
