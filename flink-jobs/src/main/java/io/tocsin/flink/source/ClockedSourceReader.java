package io.tocsin.flink.source;

import static io.tocsin.clock.ClockState.NONE;

import io.tocsin.clock.ClockReport;
import io.tocsin.document.RawRecord;
import io.tocsin.flink.job.SteadyClock;
import io.tocsin.flink.source.EnumeratorEvent.AskNewestSlot;
import io.tocsin.flink.source.EnumeratorEvent.EndOffsets;
import io.tocsin.flink.source.EnumeratorEvent.GoOn;
import io.tocsin.flink.source.EnumeratorEvent.Refused;
import io.tocsin.flink.source.EnumeratorEvent.SetRules;
import io.tocsin.flink.source.ReaderEvent.ClockIs;
import io.tocsin.flink.source.ReaderEvent.NewestSlot;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.SystemClock;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Hands on logs, rule sets and watermarks.
 *
 * <p>It is closed, and hands on nothing, until there is a rule set, and from its answer to {@link
 * AskNewestSlot} to the end of that change; so a rule set is ahead of every log that it governs.
 * Events and polls come in one thread.
 */
final class ClockedSourceReader
    extends SingleThreadMultiplexSourceReaderBase<
        RawRecord, SourceElement, ClockedSplit, SplitState> {
  /** Between two looks at whatever else the task has to do: some tenths of a millisecond. */
  private static final int RECORDS_A_POLL = 100;

  private final SourceSettings settings;
  private final KafkaFetchers fetchers;
  private final LogEmitter emitter;
  private final ReaderSplits splits;
  private final SourceMetrics metrics;
  private final KafkaSourceReaderMetrics kafkaMetrics;
  private final Clock clock;

  private final Queue<SourceElement.Rules> arrivedRules = new ArrayDeque<>();
  private final TreeMap<Long, Map<TopicPartition, OffsetAndMetadata>> offsetsToCommit =
      new TreeMap<>();
  private final Queue<Refusal> arrivedRefusals = new ArrayDeque<>();
  private RulesInForce rules = RulesInForce.NONE;
  private boolean waitsForChange;
  private CompletableFuture<Void> opened = new CompletableFuture<>();
  private long nextWatermarkMillis = Long.MIN_VALUE;
  private long wakeUpMillis = Long.MIN_VALUE;
  private @Nullable ClockReport lastReport;
  private long seenMillis = NONE;
  private long saidSeenMillis = NONE;

  private ClockedSourceReader(
      SourceSettings settings,
      SourceReaderContext context,
      KafkaFetchers fetchers,
      LogEmitter emitter,
      ReaderSplits splits,
      SourceMetrics metrics,
      KafkaSourceReaderMetrics kafkaMetrics) {
    super(fetchers, emitter, context.getConfiguration(), context);
    this.settings = settings;
    this.fetchers = fetchers;
    this.emitter = emitter;
    this.splits = splits;
    this.metrics = metrics;
    this.kafkaMetrics = kafkaMetrics;
    this.clock = SteadyClock.ofThisProcess();
  }

  /** A reader without partitions and rules. */
  static ClockedSourceReader create(SourceSettings settings, SourceReaderContext context) {
    SourceMetrics metrics = new SourceMetrics(context.metricGroup(), SystemClock.getInstance());
    KafkaSourceReaderMetrics kafkaMetrics = new KafkaSourceReaderMetrics(context.metricGroup());
    ReaderSplits splits = new ReaderSplits(settings.silence(), settings.outOfOrderness(), metrics);
    KafkaFetchers fetchers =
        new KafkaFetchers(
            () ->
                new KafkaSplitReader(
                    settings.consumerProperties(context.getIndexOfSubtask()),
                    kafkaMetrics,
                    splits::consumed),
            new Configuration());
    LogEmitter emitter = new LogEmitter(settings.readers(), splits, metrics);
    return new ClockedSourceReader(
        settings, context, fetchers, emitter, splits, metrics, kafkaMetrics);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<SourceElement> output) throws Exception {
    if (!isOpen()) {
      return InputStatus.NOTHING_AVAILABLE;
    }
    handOnRules(output);
    for (Refusal next = arrivedRefusals.poll(); next != null; next = arrivedRefusals.poll()) {
      output.collect(new SourceElement.RulesRefused(next));
    }
    if (seenMillis > saidSeenMillis) {
      output.collect(
          new SourceElement.Seen(
              seenMillis, splits.silentSince(), splits.silentPartitions(seenMillis)));
      saidSeenMillis = seenMillis;
    }
    long nowMillis = clock.absoluteTimeMillis();
    if (nowMillis >= nextWatermarkMillis) {
      splits.emitWatermarks(output);
      nextWatermarkMillis = nowMillis + settings.watermarkInterval().toMillis();
    }
    emitter.now(nowMillis);
    InputStatus status = super.pollNext(output);
    for (int more = 1; more < RECORDS_A_POLL && status == InputStatus.MORE_AVAILABLE; more++) {
      status = super.pollNext(output);
    }
    if (status == InputStatus.NOTHING_AVAILABLE) {
      wakeUpForWatermark(nowMillis);
    }
    return status;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return isOpen() ? super.isAvailable() : opened;
  }

  @Override
  public void handleSourceEvents(SourceEvent sourceEvent) {
    if (!(sourceEvent instanceof EnumeratorEvent event)) {
      super.handleSourceEvents(sourceEvent);
      return;
    }
    if (event instanceof EndOffsets answer) {
      splits.endOffsets(answer);
      seenMillis = splits.seenMillis(answer);
      reportClock();
    } else if (event instanceof AskNewestSlot ask) {
      waitsForChange = true;
      opened = new CompletableFuture<>();
      context.sendSourceEventToCoordinator(new NewestSlot(ask.change(), splits.newestSlotMillis()));
    } else if (event instanceof SetRules set) {
      arrivedRules.add(set.rules());
      waitsForChange = false;
    } else if (event instanceof Refused refused) {
      arrivedRefusals.addAll(refused.refusals());
    } else if (event instanceof GoOn) {
      waitsForChange = false;
    }
    if (isOpen()) {
      opened.complete(null);
      fetchers.getQueue().notifyAvailable();
    }
  }

  @Override
  public List<ClockedSplit> snapshotState(long checkpointId) {
    if (settings.commitsOffsets()) {
      offsetsToCommit.put(checkpointId, splits.offsets());
    }
    return super.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    Map<TopicPartition, OffsetAndMetadata> offsets = offsetsToCommit.get(checkpointId);
    offsetsToCommit.headMap(checkpointId, true).clear();
    if (offsets != null && !offsets.isEmpty()) {
      fetchers.commit(offsets, this::committed);
    }
  }

  @Override
  protected SplitState initializedState(ClockedSplit split) {
    return splits.add(split, clock.absoluteTimeMillis());
  }

  @Override
  protected ClockedSplit toSplitType(String splitId, SplitState state) {
    return state.snapshot();
  }

  @Override
  protected void onSplitFinished(Map<String, SplitState> finished) {
    throw new IllegalStateException("a partition has no end: " + finished.keySet());
  }

  private boolean isOpen() {
    return !waitsForChange && !(rules.isEmpty() && arrivedRules.isEmpty());
  }

  private void handOnRules(ReaderOutput<SourceElement> output) {
    if (arrivedRules.isEmpty()) {
      return;
    }
    for (SourceElement.Rules next = arrivedRules.poll(); next != null; next = arrivedRules.poll()) {
      rules = rules.with(next);
      output.collect(next);
    }
    emitter.rules(rules);
    metrics.rules(rules.latest());
  }

  /** Time that has come just before the logs ran out must not wait for the next log. */
  private void wakeUpForWatermark(long nowMillis) {
    if (wakeUpMillis <= nowMillis && splits.hasUnemittedTime()) {
      wakeUpMillis = nextWatermarkMillis;
      CompletableFuture.delayedExecutor(nextWatermarkMillis - nowMillis, TimeUnit.MILLISECONDS)
          .execute(() -> fetchers.getQueue().notifyAvailable());
    }
  }

  private void reportClock() {
    ClockReport report = splits.report();
    if (!report.equals(lastReport)) {
      lastReport = report;
      context.sendSourceEventToCoordinator(ClockIs.of(report));
    }
  }

  private void committed(
      Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
    if (failure != null) {
      kafkaMetrics.recordFailedCommit();
      return;
    }
    kafkaMetrics.recordSucceededCommit();
    offsets.forEach(
        (partition, offset) -> kafkaMetrics.recordCommittedOffset(partition, offset.offset()));
  }
}
