package io.tocsin.aggregate;

import io.tocsin.document.Document;
import java.nio.charset.StandardCharsets;

/** A line that shows what logs say. */
public final class Sample {
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

  /**
   * Which of two lines comes first, but for their bytes: by rank, the highest first; of one rank
   * the newest minute first, and of one minute the earliest line.
   *
   * <p>Newest lines first would mean that almost every log is one of the newest when it comes. So
   * only the first few of a minute are looked at, and a minute is new enough for a person.
   */
  static int compare(double rank, long millis, double otherRank, long otherMillis) {
    if (rank != otherRank) {
      return Double.compare(otherRank, rank);
    }
    long minute = minuteOf(millis);
    long otherMinute = minuteOf(otherMillis);
    return minute == otherMinute
        ? Long.compare(millis, otherMillis)
        : Long.compare(otherMinute, minute);
  }

  /** When the minute of a time begins; both in milliseconds since the epoch. */
  static long minuteOf(long millis) {
    return Math.floorDiv(millis, MINUTE_MILLIS) * MINUTE_MILLIS;
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
