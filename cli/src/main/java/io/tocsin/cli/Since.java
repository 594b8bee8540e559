package io.tocsin.cli;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A beginning, as it is written: so long ago, or a time.
 *
 * @param ago null if it is a time
 */
record Since(@Nullable Duration ago, Instant time) {

  /** When that was. */
  Instant before(Instant now) {
    return ago == null ? time : now.minus(ago);
  }
}
