package io.tocsin.flink.alerting;

import io.tocsin.engine.EngineClock;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * How far event time has come, across restarts. Flink forgets the watermark when a job starts
 * again, and until the next one came, slots that have long settled would look as if they were open.
 *
 * <p>Barriers are aligned, so every subtask has the same watermark at a checkpoint; the least is
 * taken all the same.
 */
final class KeptClock {
  private final ListState<Long> state;
  private long readToMillis;
  private boolean ended;

  /** The clock as it was at the checkpoint that the job starts from. */
  KeptClock(OperatorStateStore store) throws Exception {
    state = store.getUnionListState(new ListStateDescriptor<>("read-to", LongSerializer.INSTANCE));
    Long least = null;
    for (Long each : state.get()) {
      least = least == null ? each : Long.valueOf(Math.min(least, each));
    }
    readToMillis = least == null ? EngineClock.NOTHING_READ : least;
  }

  /**
   * A watermark has come. The greatest is no time but the end of all logs, as when the job is
   * stopped and drained: the clock stays where it stood.
   */
  void watermark(long timestamp) {
    if (timestamp == Long.MAX_VALUE) {
      ended = true;
    } else {
      // A watermark of t says that no log of t or before is to come.
      readToMillis = Math.max(readToMillis, timestamp + 1);
    }
  }

  /** Every log before it has been read, but for late ones; in milliseconds since the epoch. */
  long readToMillis() {
    return readToMillis;
  }

  /** Whether there is a time at all. */
  boolean isKnown() {
    return readToMillis != EngineClock.NOTHING_READ;
  }

  /** Whether no log can come any more. */
  boolean ended() {
    return ended;
  }

  /** Writes it down. */
  void snapshot() throws Exception {
    state.clear();
    state.add(readToMillis);
  }
}
