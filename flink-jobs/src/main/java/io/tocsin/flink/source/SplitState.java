package io.tocsin.flink.source;

import static io.tocsin.clock.ClockState.NONE;

import io.tocsin.clock.ClockStatus;
import io.tocsin.clock.PartitionClock;
import io.tocsin.clock.SilencePolicy;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;

/** A partition while it is being read. */
final class SplitState {
  private static final long LEAP_MILLIS = 30_000;

  private final TopicPartition partition;
  private final PartitionClock clock;
  private long nextOffset;
  private long emittedMillis = NONE;

  SplitState(ClockedSplit split, SilencePolicy silence, long nowMillis) {
    this.partition = split.kafka().getTopicPartition();
    this.nextOffset = split.kafka().getStartingOffset();
    this.clock = new PartitionClock(split.clock().takenOn(nowMillis), silence);
  }

  TopicPartition partition() {
    return partition;
  }

  PartitionClock clock() {
    return clock;
  }

  /** Whether it ever had a log. */
  boolean hasHadLogs() {
    return clock.status() == ClockStatus.RUNNING;
  }

  /** The offset to go on from, or one of Kafka's markers below 0 while that is unknown. */
  long nextOffset() {
    return nextOffset;
  }

  /** The record before this offset was handed on. */
  void handled(long nextOffset) {
    this.nextOffset = nextOffset;
  }

  /** All records before the consumer's position were handed on. */
  void consumed(long position) {
    nextOffset = position;
    clock.consumed(position);
  }

  /** Whether the clock has come further than the last watermark. */
  boolean hasUnemittedTime() {
    return clock.clockMillis() > emittedMillis;
  }

  /**
   * Whether logs have taken the clock so far that its time must be said at once: in a backlog of
   * few logs a partition passes hours between two timers, and would be told too late to wait.
   */
  boolean hasLeapt() {
    return emittedMillis == NONE
        ? clock.clockMillis() != NONE
        : clock.clockMillis() - emittedMillis >= LEAP_MILLIS;
  }

  /** A watermark for the clock's time was sent. */
  void emitted() {
    emittedMillis = clock.clockMillis();
  }

  ClockedSplit snapshot() {
    return new ClockedSplit(new KafkaPartitionSplit(partition, nextOffset), clock.state());
  }
}
