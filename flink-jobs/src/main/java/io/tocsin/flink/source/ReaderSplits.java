package io.tocsin.flink.source;

import static io.tocsin.clock.ClockState.NONE;

import io.tocsin.clock.ClockReport;
import io.tocsin.clock.Sight;
import io.tocsin.clock.SilencePolicy;
import io.tocsin.slot.SlotWidth;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions of a reader, and the watermarks that their clocks give. */
final class ReaderSplits {
  private final SilencePolicy silence;
  private final long outOfOrdernessMillis;
  private final SourceMetrics metrics;
  private final Map<String, SplitState> splits = new HashMap<>();
  private long sourceClockMillis = NONE;
  private long emittedWithoutSplitMillis = NONE;

  ReaderSplits(SilencePolicy silence, Duration outOfOrderness, SourceMetrics metrics) {
    this.silence = silence;
    this.outOfOrdernessMillis = outOfOrderness.toMillis();
    this.metrics = metrics;
  }

  /**
   * Takes on a partition.
   *
   * @param nowMillis when the broker named it, or a moment later
   */
  SplitState add(ClockedSplit split, long nowMillis) {
    SplitState state = new SplitState(split, silence, nowMillis);
    splits.put(split.splitId(), state);
    return state;
  }

  /** The reader has handled all records before these positions. */
  void consumed(Map<String, Long> positions) {
    positions.forEach(
        (id, position) -> {
          SplitState split = splits.get(id);
          if (split != null) {
            split.consumed(position);
          }
        });
  }

  /** The broker has answered. */
  void endOffsets(EnumeratorEvent.EndOffsets answer) {
    sourceClockMillis = Math.max(sourceClockMillis, answer.sourceClockMillis());
    splits.forEach(
        (id, split) -> {
          Long end = answer.ends().get(id);
          if (end != null) {
            split.clock().endOffset(answer.askedMillis(), end);
          } else if (answer.gone().contains(id)) {
            split.clock().gone();
          }
          split.clock().follow(sourceClockMillis);
        });
  }

  /**
   * When the broker was last asked with an answer for every partition that is there, or named the
   * one that it was not asked for yet; the time of this answer if there is none to ask for.
   */
  long seenMillis(EnumeratorEvent.EndOffsets answer) {
    long seen = answer.askedMillis();
    for (SplitState split : splits.values()) {
      if (!split.clock().isGone()) {
        seen = Math.min(seen, split.clock().state().answeredMillis());
      }
    }
    return seen;
  }

  /**
   * Of each topic that ever had a log, since when it has had none, as far as this reader knows;
   * {@link io.tocsin.clock.ClockState#NONE} for one that is not silent. Null while some partition
   * has not been read to an end: nothing is known then.
   */
  @Nullable Map<String, Long> silentSince() {
    Map<String, Long> byTopic = new HashMap<>();
    for (SplitState split : splits.values()) {
      if (!split.clock().hasBeenReadToAnEnd()) {
        if (split.clock().isGone()) {
          continue; // it was so before the job started
        }
        return null;
      }
      if (split.hasHadLogs()) {
        byTopic.merge(
            split.partition().topic(), split.clock().silentSinceMillis(), ReaderSplits::both);
      }
    }
    return byTopic;
  }

  /**
   * How many partitions that ever had a log have had none for {@link Sight#SILENT}.
   *
   * @param seenMillis when the broker was asked, in milliseconds since the epoch
   */
  int silentPartitions(long seenMillis) {
    int silent = 0;
    for (SplitState split : splits.values()) {
      long since = split.hasHadLogs() ? split.clock().silentSinceMillis() : NONE;
      if (since != NONE && seenMillis - since >= Sight.SILENT.toMillis()) {
        silent++;
      }
    }
    return silent;
  }

  private static long both(long one, long other) {
    return one == NONE || other == NONE ? NONE : Math.max(one, other);
  }

  ClockReport report() {
    return ClockReport.of(splits.values().stream().map(SplitState::clock).toList());
  }

  /** The newest slot that a log or the clock has begun. */
  long newestSlotMillis() {
    long newest = splits.isEmpty() ? sourceClockMillis : NONE;
    for (SplitState split : splits.values()) {
      newest = Math.max(newest, split.clock().clockMillis());
    }
    return newest == NONE ? RulesInForce.BEGINNING : SlotWidth.MINUTE.slotOf(newest);
  }

  /** The offsets to go on from, of the partitions where they are known. */
  Map<TopicPartition, OffsetAndMetadata> offsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (SplitState split : splits.values()) {
      if (split.nextOffset() >= 0) {
        offsets.put(split.partition(), new OffsetAndMetadata(split.nextOffset()));
      }
    }
    return offsets;
  }

  boolean hasUnemittedTime() {
    return splits.isEmpty()
        ? sourceClockMillis > emittedWithoutSplitMillis
        : splits.values().stream().anyMatch(SplitState::hasUnemittedTime);
  }

  /**
   * Sends the watermark of every partition whose clock has moved. A reader without partitions goes
   * along with the slowest clock of all: it neither holds the others back nor runs ahead of them,
   * and need not be marked idle, from which a subtask comes back with watermarks lost.
   */
  void emitWatermarks(ReaderOutput<SourceElement> output) {
    if (splits.isEmpty()) {
      if (sourceClockMillis > emittedWithoutSplitMillis) {
        output.emitWatermark(watermark(sourceClockMillis));
        emittedWithoutSplitMillis = sourceClockMillis;
        metrics.watermark(watermark(sourceClockMillis).getTimestamp());
      }
      return;
    }
    long slowest = Long.MAX_VALUE;
    for (Map.Entry<String, SplitState> entry : splits.entrySet()) {
      SplitState split = entry.getValue();
      if (split.hasUnemittedTime()) {
        emitWatermark(split, output.createOutputForSplit(entry.getKey()));
      }
      slowest = Math.min(slowest, split.clock().clockMillis());
    }
    if (slowest != NONE) {
      metrics.watermark(watermark(slowest).getTimestamp());
    }
  }

  /** Sends the watermark of a partition if the log at hand has taken it far. */
  void emitLeap(SplitState split, SourceOutput<SourceElement> output) {
    if (split.hasLeapt()) {
      emitWatermark(split, output);
    }
  }

  private void emitWatermark(SplitState split, SourceOutput<SourceElement> output) {
    output.emitWatermark(watermark(split.clock().clockMillis()));
    split.emitted();
  }

  private Watermark watermark(long clockMillis) {
    // A watermark says that no earlier log comes nor one of its own time: hence one less.
    return new Watermark(clockMillis - outOfOrdernessMillis - 1);
  }
}
