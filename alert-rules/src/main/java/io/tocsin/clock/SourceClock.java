package io.tocsin.clock;

import static io.tocsin.clock.ClockState.NONE;

import java.util.HashMap;
import java.util.Map;

/**
 * The slowest clock among all partitions of a source.
 *
 * <p>It is there for those that have no time of their own: readers without a partition, and
 * partitions without a log, go along with it. It is known when every reader has spoken and none has
 * a partition that may hold unread logs, and goes back only when a reader begins anew. Not
 * thread-safe.
 */
public final class SourceClock {
  private final Map<Integer, ClockReport> reports = new HashMap<>();
  private long clockMillis = NONE;

  /** Takes a reader's latest report. */
  public void report(int reader, ClockReport report) {
    reports.put(reader, report);
  }

  /**
   * Forgets a reader that is gone or begins anew: until it speaks again, the clock is not known. It
   * may go on from a checkpoint, and read again what lies before the time that the clock had come
   * to.
   */
  public void forget(int reader) {
    reports.remove(reader);
    clockMillis = NONE;
  }

  /**
   * The slowest clock, in milliseconds since the epoch; {@link ClockState#NONE} if no log has come
   * to any partition yet.
   *
   * @param readers how many readers there are
   * @param partitions how many partitions have been given to them: while some are in nobody's
   *     report, what they hold is not known
   */
  public long clockMillis(int readers, int partitions) {
    int reported = reports.values().stream().mapToInt(ClockReport::partitions).sum();
    if (reports.size() < readers || reported < partitions) {
      return clockMillis;
    }
    long slowest = Long.MAX_VALUE;
    for (ClockReport report : reports.values()) {
      switch (report.status()) {
        case UNREAD -> {
          return clockMillis;
        }
        case EMPTY -> {}
        case RUNNING -> slowest = Math.min(slowest, report.clockMillis());
      }
    }
    if (slowest != Long.MAX_VALUE) {
      clockMillis = Math.max(clockMillis, slowest);
    }
    return clockMillis;
  }
}
