package io.tocsin.clock;

/**
 * What a {@link PartitionClock} must remember over a restart. All times are in milliseconds since
 * the epoch, {@link #NONE} where there is none yet.
 *
 * @param newestMillis the newest event time of any log
 * @param arrivedMillis when the log from which elapsed time is counted reached the topic
 * @param clockMillis how far the clock has come; it never goes back
 * @param answeredMillis when the broker was last asked for the end of the partition and answered,
 *     or named the partition
 * @param graceUntilMillis until when silence proves nothing, because nobody could look before
 * @param graceEndsAtOffset a log at this offset or behind it ends the grace
 */
public record ClockState(
    long newestMillis,
    long arrivedMillis,
    long clockMillis,
    long answeredMillis,
    long graceUntilMillis,
    long graceEndsAtOffset) {

  /** No time: before every time there is. */
  public static final long NONE = Long.MIN_VALUE;

  /** The state of a partition that nobody has looked at. */
  public static final ClockState NEW = new ClockState(NONE, NONE, NONE, NONE, NONE, NONE);

  /**
   * The same, if the broker was never asked: it has just named the partition, so nobody was blind
   * before that. Without it, an outage that begins before the first answer would go unnoticed.
   *
   * @param nowMillis when the partition was taken on, in milliseconds since the epoch
   */
  public ClockState takenOn(long nowMillis) {
    return answeredMillis != NONE
        ? this
        : new ClockState(
            newestMillis,
            arrivedMillis,
            clockMillis,
            nowMillis,
            graceUntilMillis,
            graceEndsAtOffset);
  }
}
