package io.tocsin.flink.job;

import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.SystemClock;

/**
 * A wall clock that is read once, and goes on from there at the pace of elapsed time: it does not
 * step when somebody sets the machine's.
 *
 * <p>By a clock that stepped ahead, a partition would have been silent for as long as the step; by
 * one that stepped back, every log would be of the future, and what is due would wait until the old
 * time is reached again.
 */
public final class SteadyClock extends Clock {
  private static final SteadyClock OF_THIS_PROCESS = new SteadyClock(SystemClock.getInstance());

  private final Clock clock;
  private final long beginMillis;

  /** A clock that begins with the time of another one. */
  SteadyClock(Clock clock) {
    this.clock = clock;
    this.beginMillis = clock.absoluteTimeMillis() - clock.relativeTimeMillis();
  }

  /** The one of this process, so that all in it agree. */
  public static SteadyClock ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Milliseconds since the epoch, as the machine's clock would have it that was never set. */
  @Override
  public long absoluteTimeMillis() {
    return beginMillis + clock.relativeTimeMillis();
  }

  @Override
  public long relativeTimeMillis() {
    return clock.relativeTimeMillis();
  }

  @Override
  public long relativeTimeNanos() {
    return clock.relativeTimeNanos();
  }
}
