package io.tocsin.flink.elasticsearch;

import java.io.Serializable;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before entries are sent again: twice as long after each failure, up to a cap,
 * each time a random part of it away, so that many writers do not come back as one.
 *
 * @param first after the first failure; positive
 * @param cap never longer
 */
public record Backoff(Duration first, Duration cap) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MAX_DOUBLINGS = 30;

  /** Checks the bounds. */
  public Backoff {
    if (first.toMillis() < 1 || cap.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "expected 1 ms <= first <= cap, got " + first + ", " + cap);
    }
  }

  /** From 200 ms up to 30 s. */
  public static Backoff standard() {
    return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));
  }

  /**
   * The wait in milliseconds, between half of the full wait and all of it.
   *
   * @param failures in a row, from 1
   */
  long delayMillis(int failures, RandomGenerator random) {
    int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
    long full = Math.min(cap.toMillis(), first.toMillis() << doublings);
    return full / 2 + random.nextLong(full - full / 2 + 1);
  }
}
