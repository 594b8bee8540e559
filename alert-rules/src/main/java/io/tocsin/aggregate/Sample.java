package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** A line that shows what logs say. */
public final class Sample {
  /**
   * By rank, the highest first; of one rank the newest minute first, and of one minute the earliest
   * line; those of one time by their bytes.
   *
   * <p>Newest lines first would mean that almost every log is one of the newest when it comes. So
   * only the first few of a minute are looked at, and a minute is new enough for a person.
   */
  static final Comparator<Sample> IN_ORDER = Sample::compare;

  static final long MINUTE_MILLIS = 60_000;

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
    if (a.timeMillis == b.timeMillis) {
      return Arrays.compareUnsigned(a.line, b.line);
    }
    return isBefore(a.timeMillis, b.timeMillis) ? -1 : 1;
  }

  /** Whether of two lines of different times the first comes first. */
  private static boolean isBefore(long aMillis, long bMillis) {
    long aMinute = minuteOf(aMillis);
    long bMinute = minuteOf(bMillis);
    return aMinute == bMinute ? aMillis < bMillis : aMinute > bMinute;
  }

  private static long minuteOf(long millis) {
    return Math.floorDiv(millis, MINUTE_MILLIS) * MINUTE_MILLIS;
  }

  /** When the line's minute begins, in milliseconds since the epoch. */
  long minuteMillis() {
    return minuteOf(timeMillis);
  }

  /** Whether a line of this rank and time may come before this one. */
  boolean yieldsTo(double otherRank, long otherMillis) {
    return otherRank > rank
        || otherRank == rank && (otherMillis == timeMillis || isBefore(otherMillis, timeMillis));
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
