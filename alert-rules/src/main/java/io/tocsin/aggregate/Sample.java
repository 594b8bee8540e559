package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** A line that shows what logs say. */
public final class Sample {
  /** By rank, the highest first; of one rank the latest first; those of one time by their bytes. */
  static final Comparator<Sample> IN_ORDER = Sample::compare;

  private final double rank;
  private final long timeMillis;
  private final byte[] line;

  /** Of a log's bytes as many are kept. */
  static final int LONGEST = 2_048;

  /** The first value of a log's field, copied, and cut to {@value #LONGEST} bytes. */
  public static Sample of(Document log, int field) {
    return new Sample(0, log.timestampMillis(), Text.head(log.text(field, 0), LONGEST));
  }

  /** The same line with a rank: lines of a higher rank come first. */
  public Sample ranked(double itsRank) {
    return new Sample(itsRank, timeMillis, line);
  }

  Sample(double rank, long timeMillis, byte[] line) {
    this.rank = rank;
    this.timeMillis = timeMillis;
    this.line = line;
  }

  private static int compare(Sample a, Sample b) {
    if (a.rank != b.rank) {
      return Double.compare(b.rank, a.rank);
    }
    return a.timeMillis == b.timeMillis
        ? Arrays.compareUnsigned(a.line, b.line)
        : Long.compare(b.timeMillis, a.timeMillis);
  }

  double rank() {
    return rank;
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
