package io.tocsin.flink.job;

import java.time.Instant;
import org.apache.flink.util.clock.Clock;

/** A machine's clock that is moved, and set, by hand. It begins at noon. */
public final class TestingClock extends Clock {
  /** When it begins, in milliseconds since the epoch. */
  public static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();

  private long elapsedMillis = 7_777;
  private long aheadMillis = NOON - elapsedMillis;

  /** Time goes on. */
  public void pass(long millis) {
    elapsedMillis += millis;
  }

  /** Somebody sets it ahead by this. */
  public void step(long millis) {
    aheadMillis += millis;
  }

  @Override
  public long absoluteTimeMillis() {
    return elapsedMillis + aheadMillis;
  }

  @Override
  public long relativeTimeMillis() {
    return elapsedMillis;
  }

  @Override
  public long relativeTimeNanos() {
    return elapsedMillis * 1_000_000;
  }
}
