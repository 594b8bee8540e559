package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** A line that shows what logs say. */
public final class Sample {
  /** The latest first; those of one time by their bytes. */
  static final Comparator<Sample> LATEST_FIRST = Sample::compare;

  private final long timeMillis;
  private final byte[] line;

  /** Of a log's bytes as many are kept. */
  static final int LONGEST = 2_048;

  /** The first value of a log's field, copied, and cut to {@value #LONGEST} bytes. */
  public static Sample of(Document log, int field) {
    return new Sample(log.timestampMillis(), Text.head(log.text(field, 0), LONGEST));
  }

  Sample(long timeMillis, byte[] line) {
    this.timeMillis = timeMillis;
    this.line = line;
  }

  private static int compare(Sample a, Sample b) {
    return a.timeMillis == b.timeMillis
        ? Arrays.compareUnsigned(a.line, b.line)
        : Long.compare(b.timeMillis, a.timeMillis);
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
