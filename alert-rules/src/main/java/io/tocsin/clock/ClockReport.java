package io.tocsin.clock;

import java.util.Collection;

/**
 * Where the partitions of one reader stand.
 *
 * @param clockMillis the slowest of the running clocks, in milliseconds since the epoch; {@link
 *     ClockState#NONE} unless the status is {@link ClockStatus#RUNNING}
 * @param partitions how many the reader has
 */
public record ClockReport(ClockStatus status, long clockMillis, int partitions) {

  /** The report of a reader with these partitions, which may be none. */
  public static ClockReport of(Collection<PartitionClock> clocks) {
    long slowest = Long.MAX_VALUE;
    for (PartitionClock clock : clocks) {
      switch (clock.status()) {
        case UNREAD -> {
          return new ClockReport(ClockStatus.UNREAD, ClockState.NONE, clocks.size());
        }
        case EMPTY -> {}
        case RUNNING -> slowest = Math.min(slowest, clock.clockMillis());
      }
    }
    return slowest == Long.MAX_VALUE
        ? new ClockReport(ClockStatus.EMPTY, ClockState.NONE, clocks.size())
        : new ClockReport(ClockStatus.RUNNING, slowest, clocks.size());
  }
}
