package io.tocsin.engine;

import io.tocsin.slot.SlotWidth;

/**
 * What is known of time when a group is looked at. All in milliseconds since the epoch.
 *
 * @param readToMillis every log before it has been read, but for late ones; {@link Long#MIN_VALUE}
 *     before the first watermark
 * @param beganAtMillis event time of the source's earliest log; {@link Long#MAX_VALUE} before the
 *     first
 * @param nowMillis the wall clock, by which an alert's age is judged and nothing else
 * @param silentPartitions how many partitions of the source have had no log for a while: what is
 *     said now was said without them
 * @param ended whether no log can come any more, not even a late one: everything that is closed is
 *     settled
 */
public record EngineClock(
    long readToMillis, long beganAtMillis, long nowMillis, int silentPartitions, boolean ended) {
  /** Before the first watermark. */
  public static final long NOTHING_READ = Long.MIN_VALUE;

  /** Before the first log. */
  public static final long NOT_BEGUN = Long.MAX_VALUE;

  /** Whether no watermark has come yet. */
  boolean nothingRead() {
    return readToMillis == NOTHING_READ;
  }

  /** Every slot that ends by this time ended at least so long ago. */
  long before(long delayMillis) {
    return nothingRead() ? NOTHING_READ : readToMillis - delayMillis;
  }

  /** When the first slot that has not closed does, if slots close so long after their end. */
  long nextClose(SlotWidth width, long waitMillis) {
    return width.slotOf(readToMillis - waitMillis) + width.millis() + waitMillis;
  }

  /** The first slot that no log is missing from, as far as the beginning of the source goes. */
  long completeFrom(SlotWidth width) {
    return beganAtMillis == NOT_BEGUN
        ? Long.MAX_VALUE
        : width.slotOf(beganAtMillis) + width.millis();
  }
}
