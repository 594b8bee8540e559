package io.tocsin.flink.source;

import static io.tocsin.clock.ClockState.NONE;

import io.tocsin.clock.SourceClock;
import io.tocsin.flink.job.SteadyClock;
import io.tocsin.flink.source.ReaderEvent.ClockIs;
import io.tocsin.flink.source.ReaderEvent.NewestSlot;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.clock.SystemClock;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives partitions to readers, as Kafka's enumerator does, and tells them what must be known in one
 * place: the ends of the partitions, where the slowest clock stands, and the rules.
 */
final class ClockedEnumerator implements SplitEnumerator<ClockedSplit, ClockedEnumeratorState> {
  private static final Logger LOG = LoggerFactory.getLogger(ClockedEnumerator.class);

  private final SourceSettings settings;
  private final SplitEnumeratorContext<ClockedSplit> context;
  private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka;
  private final Set<TopicPartition> partitions = ConcurrentHashMap.newKeySet();
  private final SourceClock sourceClock = new SourceClock();
  private final RulesChange change;
  private final RulesWatch watch;
  private long keepRulesMillis;
  private @Nullable EndOffsets endOffsets;
  private volatile int unanswered;

  /** An enumerator that begins, or goes on from a checkpoint. */
  ClockedEnumerator(
      SourceSettings settings,
      SplitEnumeratorContext<ClockedSplit> context,
      KafkaSource<?> kafkaSource,
      @Nullable ClockedEnumeratorState restored)
      throws IOException {
    this.settings = settings;
    this.keepRulesMillis = settings.keepSupersededRules().toMillis();
    this.context = context;
    KafkaEnumeratorContext kafkaContext =
        new KafkaEnumeratorContext(context, split -> partitions.add(split.getTopicPartition()));
    if (restored == null) {
      this.kafka = kafkaSource.createEnumerator(kafkaContext);
      this.change = new RulesChange(new RegisteredReaders(), RulesInForce.NONE);
    } else {
      this.kafka = kafkaSource.restoreEnumerator(kafkaContext, restored.kafka());
      restored.kafka().assignedSplits().forEach(split -> partitions.add(split.getTopicPartition()));
      this.change = new RulesChange(new RegisteredReaders(), restored.rules());
    }
    this.watch =
        new RulesWatch(
            settings.rules(),
            settings.acceptance(),
            change::inForce,
            SystemClock.getInstance(),
            settings.rulesInterval());
    context.metricGroup().gauge("partitionsUnanswered", () -> unanswered);
  }

  @Override
  public void start() {
    context.callAsync(watch::poll, this::rulesRead, 0, settings.rulesInterval().toMillis());
    kafka.start();
    endOffsets =
        new EndOffsets(
            settings.adminProperties(),
            SteadyClock.ofThisProcess(),
            partitions,
            answer -> context.runInCoordinatorThread(() -> endOffsetsKnown(answer)));
    endOffsets.start(settings.proofInterval());
  }

  @Override
  public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
    kafka.handleSplitRequest(subtaskId, requesterHostname);
  }

  @Override
  public void addSplitsBack(List<ClockedSplit> splits, int subtaskId) {
    // Only splits that no checkpoint holds come back, and those had no clock.
    kafka.addSplitsBack(splits.stream().map(ClockedSplit::kafka).toList(), subtaskId);
  }

  @Override
  public void addReader(int subtaskId) {
    sourceClock.forget(subtaskId);
    change.readerCame(subtaskId);
    kafka.addReader(subtaskId);
  }

  @Override
  public void handleSourceEvent(int subtaskId, SourceEvent sourceEvent) {
    if (!(sourceEvent instanceof ReaderEvent event)) {
      kafka.handleSourceEvent(subtaskId, sourceEvent);
    } else if (event instanceof ClockIs clock) {
      sourceClock.report(subtaskId, clock.report());
    } else if (event instanceof NewestSlot slot) {
      change.newestSlot(subtaskId, slot, forgetBeforeMillis());
    }
  }

  @Override
  public ClockedEnumeratorState snapshotState(long checkpointId) throws Exception {
    return new ClockedEnumeratorState(kafka.snapshotState(checkpointId), change.inForce());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    kafka.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void close() throws IOException {
    if (endOffsets != null) {
      endOffsets.close();
    }
    kafka.close();
  }

  private void rulesRead(RulesAcceptance.@Nullable Wanted wanted, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn("The rules cannot be read; those in force stay", failure);
      tell(List.of(new Refusal("rules", "cannot be read: " + failure)));
    } else if (wanted != null) {
      keepRulesMillis = Math.max(keepRulesMillis, wanted.unsettledMillis());
      change.want(wanted.bundle());
      tell(wanted.refusals());
    }
  }

  /** Said again with every read, for as long as it is so; one reader is enough to pass it on. */
  private void tell(List<Refusal> refusals) {
    if (!refusals.isEmpty() && context.registeredReaders().containsKey(0)) {
      context.sendEventToSourceReader(0, new EnumeratorEvent.Refused(List.copyOf(refusals)));
    }
  }

  private void endOffsetsKnown(EndOffsets.Answer answer) {
    unanswered = partitions.size() - answer.ends().size() - answer.gone().size();
    Map<String, Long> ends = new HashMap<>();
    answer.ends().forEach((partition, end) -> ends.put(splitId(partition), end));
    EnumeratorEvent.EndOffsets event =
        new EnumeratorEvent.EndOffsets(
            answer.askedMillis(),
            ends,
            answer.gone().stream().map(ClockedEnumerator::splitId).collect(Collectors.toSet()),
            sourceClockMillis());
    for (int reader : context.registeredReaders().keySet()) {
      context.sendEventToSourceReader(reader, event);
    }
  }

  private long sourceClockMillis() {
    return sourceClock.clockMillis(context.currentParallelism(), partitions.size());
  }

  private long forgetBeforeMillis() {
    long clockMillis = sourceClockMillis();
    return clockMillis == NONE ? RulesInForce.BEGINNING : clockMillis - keepRulesMillis;
  }

  private static String splitId(TopicPartition partition) {
    return KafkaPartitionSplit.toSplitId(partition);
  }

  private final class RegisteredReaders implements RulesChange.Readers {
    @Override
    public int parallelism() {
      return context.currentParallelism();
    }

    @Override
    public Set<Integer> registered() {
      return context.registeredReaders().keySet();
    }

    @Override
    public void send(int reader, EnumeratorEvent event) {
      context.sendEventToSourceReader(reader, event);
    }
  }
}
