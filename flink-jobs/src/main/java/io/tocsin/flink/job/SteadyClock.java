package io.tocsin.flink.job;

import java.util.Properties;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.SystemClock;

/**
 * A wall clock that is read once, and goes on from there at the pace of elapsed time: it does not
 * step when somebody sets the machine's.
 *
 * <p>By a clock that stepped ahead, a partition would have been silent for as long as the step, and
 * every alert would be too old to be sent; by one that stepped back, every log would be of the
 * future, and what is due would wait until the old time is reached again.
 */
public final class SteadyClock extends Clock {
  /**
   * Where the process keeps what was read. Each job has its own copy of this class, and another one
   * when it begins anew; they all have to agree.
   */
  private static final String BEGIN = "tocsin.clock.begin.millis";

  private static final SteadyClock OF_THIS_PROCESS =
      kept(System.getProperties(), SystemClock.getInstance());

  private final Clock clock;
  private final long beginMillis;

  /** A clock that begins with the time of another one. */
  SteadyClock(Clock clock) {
    this(clock, begin(clock));
  }

  private SteadyClock(Clock clock, long beginMillis) {
    this.clock = clock;
    this.beginMillis = beginMillis;
  }

  private static long begin(Clock clock) {
    return clock.absoluteTimeMillis() - clock.relativeTimeMillis();
  }

  /** The one that was begun with here before; else it is begun now. */
  static SteadyClock kept(Properties process, Clock clock) {
    Object begin = process.computeIfAbsent(BEGIN, absent -> Long.toString(begin(clock)));
    return new SteadyClock(clock, Long.parseLong(begin.toString()));
  }

  /** The one of this process, so that all in it agree. */
  public static SteadyClock ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** The steady one beside another: that of this process, beside the machine's. */
  static SteadyClock beside(Clock clock) {
    return clock == SystemClock.getInstance() ? OF_THIS_PROCESS : new SteadyClock(clock);
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
