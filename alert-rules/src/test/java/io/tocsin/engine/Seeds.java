package io.tocsin.engine;

import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The seeds of random cases: other ones each time, or the one that a failure has named. */
final class Seeds {
  private final @Nullable Long named;

  /**
   * Seeds.
   *
   * @param property the system property that names one
   */
  Seeds(String property) {
    this.named = Long.getLong(property);
  }

  /** Whether there is one case only, of which nothing needs to come. */
  boolean isNamed() {
    return named != null;
  }

  /** So many seeds; one if it is named. */
  LongStream take(int count) {
    long first = System.nanoTime();
    return named == null ? LongStream.range(first, first + count) : LongStream.of(named);
  }
}
