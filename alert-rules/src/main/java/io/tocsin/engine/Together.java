package io.tocsin.engine;

/**
 * What logs that are alike are counted in, all of it at once. Where there are thousands of rules, a
 * log of some service, level and duration is counted in a dozen things; here that is one addition.
 *
 * <p>It is open for the newest minute, while none of the tallies need see its logs. What was
 * counted is put into them when they are drained.
 */
final class Together {
  private static final Tally[] NONE = new Tally[0];

  private final int[] numbers;
  private Tally[] tallies = NONE;
  private long minuteMillis = Long.MIN_VALUE;
  private int from;
  private long logs;

  /**
   * Not open yet.
   *
   * @param numbers of what is counted, which can be only counted
   */
  Together(int[] numbers) {
    this.numbers = numbers;
  }

  /** Those of what is counted. */
  int[] numbers() {
    return numbers;
  }

  /** Those that logs are counted for; the caller must not change them. */
  Tally[] tallies() {
    return tallies;
  }

  /** Whether a log may be counted that is so many milliseconds behind the start of its minute. */
  boolean isOpen(long minute, int offset) {
    return minute == minuteMillis && offset >= from;
  }

  /** Counts a log; true if it is the first since this was emptied. */
  boolean count() {
    return logs++ == 0;
  }

  /**
   * Logs of a minute need not be seen by the tallies.
   *
   * @param offset from where in the minute, in milliseconds
   */
  void open(long minute, int offset, Tally[] ofTheMinute) {
    minuteMillis = minute;
    from = offset;
    tallies = ofTheMinute;
  }

  /** Puts what was counted into the tallies. */
  void empty() {
    for (Tally tally : tallies) {
      tally.add(logs);
    }
    logs = 0;
  }
}
