package io.tocsin.clock;

import java.time.Duration;

/**
 * What silence may do to a clock.
 *
 * @param movesClock whether proven silence moves the clock at all
 * @param blindAfter two answers of the broker further apart than this leave a time in which nobody
 *     looked
 * @param longestGrace the most that the clock waits after such a time, for what shippers still hold
 */
public record SilencePolicy(boolean movesClock, Duration blindAfter, Duration longestGrace) {

  /** Silence moves the clock once it is proven. */
  public static final SilencePolicy ON_PROOF =
      new SilencePolicy(true, Duration.ofSeconds(5), Duration.ofMinutes(2));

  /** Only logs move the clock. */
  public static final SilencePolicy LOGS_ONLY =
      new SilencePolicy(false, Duration.ofSeconds(5), Duration.ofMinutes(2));
}
