package io.tocsin.sandbox.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the demo is run.
 *
 * @param length after which it ends by itself, from the moment at which the jobs run; null for
 *     never
 * @param logs a file of ECS JSON logs to play instead of made-up traffic; null for the latter
 * @param trials whether, after its incidents, it kills parts of itself, edits a rule and replays
 */
public record DemoOptions(@Nullable Duration length, @Nullable Path logs, boolean trials) {

  /** What the trials need, with the incidents before them, on a machine that is not quick. */
  private static final Duration TRIALS = Duration.ofMinutes(8);

  /**
   * As somebody asks for it.
   *
   * @param brief whether trials are not wanted; there are none either where a file is played, or
   *     where the length is too short for them
   */
  public static DemoOptions of(@Nullable Duration length, @Nullable Path logs, boolean brief) {
    boolean longEnough = length == null || length.compareTo(TRIALS) >= 0;
    return new DemoOptions(length, logs, !brief && logs == null && longEnough);
  }

  /** Made-up traffic until it is stopped. */
  public static DemoOptions endless() {
    return new DemoOptions(null, null, true);
  }
}
