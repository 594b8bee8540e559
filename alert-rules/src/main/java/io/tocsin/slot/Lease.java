package io.tocsin.slot;

/**
 * On what terms a series of a group may be given logs without those being told who read it.
 *
 * <p>Whoever grants it sees to it that so many make no difference to anybody. It is no state: a
 * series without one tells its readers of every log. In most groups the terms are the same, so one
 * lease does for many, and how many logs are left of it is known where they are counted.
 *
 * @param firstSlot logs of earlier slots are not covered; in milliseconds since the epoch
 * @param settleMillis nor are those of slots that began so long before the clock
 * @param untilMillis the clock at which it ends, in milliseconds since the epoch
 * @param openMillis slots that began so long before the clock are not needed once there are logs in
 *     one that did not; {@link #ALL_SLOTS} if they are
 * @param rulesVersion it ends when the rules change,
 * @param beganAtMillis or the source turns out to have begun at another time
 */
public record Lease(
    long firstSlot,
    long settleMillis,
    long untilMillis,
    long openMillis,
    int rulesVersion,
    long beganAtMillis) {

  /** All slots are needed. */
  public static final long ALL_SLOTS = Long.MAX_VALUE;

  /**
   * Whether logs of a slot are covered.
   *
   * @param readToMillis the clock, in milliseconds since the epoch
   */
  public boolean covers(long slot, long readToMillis, int version, long beganMillis) {
    return slot >= firstSlot
        && readToMillis - slot < settleMillis
        && readToMillis < untilMillis
        && version == rulesVersion
        && beganMillis == beganAtMillis;
  }
}
