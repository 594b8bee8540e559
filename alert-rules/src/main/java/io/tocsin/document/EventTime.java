package io.tocsin.document;

/**
 * When a log happened: what it says itself, as long as that can be believed.
 *
 * <p>A time more than five minutes ahead of the record's own timestamp, or of the wall clock, would
 * move the clock of a whole partition and make the logs behind it late. Where the broker stamped
 * the record, and the log agrees with that, it is the wall clock of whoever reads them that is
 * wrong.
 */
final class EventTime {
  /** For {@link #place}: the log has no event time. */
  static final long MISSING = Long.MIN_VALUE + 1;

  /** From {@link #place}: no time can be given to the log. */
  static final long NOWHERE = Long.MIN_VALUE;

  /** Kafka's {@code NO_TIMESTAMP} is -1. */
  private static final long NO_RECORD_TIME = -1;

  private static final long MILLI = 1_000_000L;
  private static final long ALLOWANCE_MILLIS = 5 * 60 * 1_000L;

  private EventTime() {}

  /**
   * Event time, in nanoseconds since the epoch, or {@link #NOWHERE}.
   *
   * @param said what the log says, as {@link TimestampReader#read} gives it, or {@link #MISSING}
   */
  static long place(long said, RawRecord record, long nowMillis, ReadStats stats) {
    long recordMillis = record.timestampMillis();
    Flaw flaw;
    if (said == MISSING) {
      flaw = Flaw.TIMESTAMP_MISSING;
    } else if (said == IsoTimestamp.UNREADABLE) {
      flaw = Flaw.TIMESTAMP_UNREADABLE;
    } else if (isAhead(said / MILLI, record, nowMillis)) {
      flaw = Flaw.TIMESTAMP_AHEAD;
    } else {
      return said;
    }
    stats.add(flaw);
    return recordMillis <= NO_RECORD_TIME || isAhead(recordMillis, nowMillis)
        ? NOWHERE
        : recordMillis * MILLI;
  }

  private static boolean isAhead(long millis, RawRecord record, long nowMillis) {
    boolean known = record.timestampMillis() > NO_RECORD_TIME;
    return known && isAhead(millis, record.timestampMillis())
        || !(known && record.stampedByBroker()) && isAhead(millis, nowMillis);
  }

  private static boolean isAhead(long millis, long ofMillis) {
    return millis - ALLOWANCE_MILLIS > ofMillis;
  }

  /** Why a log is {@link #NOWHERE}. */
  static Undecodable reason(long recordMillis) {
    return recordMillis <= NO_RECORD_TIME
        ? new Undecodable(
            "no-timestamp", "neither the log nor its record has a timestamp that can be used")
        : new Undecodable(
            "from-the-future",
            "the log's timestamp and its record's are more than 5 minutes ahead of the clock");
  }
}
