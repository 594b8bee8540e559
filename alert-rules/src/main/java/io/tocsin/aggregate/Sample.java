package io.tocsin.aggregate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** A line that shows what logs say. */
public final class Sample {
  /** The latest first; those of one time by their bytes. */
  static final Comparator<Sample> LATEST_FIRST =
      Comparator.comparingLong(Sample::timeMillis)
          .reversed()
          .thenComparing(sample -> sample.line, Arrays::compareUnsigned);

  private final long timeMillis;
  private final byte[] line;

  Sample(long timeMillis, byte[] line) {
    this.timeMillis = timeMillis;
    this.line = line;
  }

  /** Event time, in milliseconds since the epoch. */
  public long timeMillis() {
    return timeMillis;
  }

  /** The log's message, cut if it is long. */
  public String line() {
    return new String(line, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return line;
  }

  /** Time and line. */
  @Override
  public String toString() {
    return timeMillis + " " + line();
  }
}
