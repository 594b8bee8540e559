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
  public static final Duration TRIALS = Duration.ofMinutes(8);

  /** Made-up traffic until it is stopped. */
  public static DemoOptions endless() {
    return new DemoOptions(null, null, true);
  }
}
