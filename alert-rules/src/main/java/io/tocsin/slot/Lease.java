package io.tocsin.slot;

/**
 * How many logs a series of a group may be given before those who read it must be told.
 *
 * <p>Whoever grants it sees to it that so many make no difference to anybody. It is no state: a
 * series without one tells its readers of every log.
 */
public final class Lease {
  private final long firstSlot;
  private final long settleMillis;
  private final long untilMillis;
  private final int rulesVersion;
  private final long beganAtMillis;
  private long logs;

  /**
   * A lease.
   *
   * @param firstSlot logs of earlier slots are not covered; in milliseconds since the epoch
   * @param settleMillis nor are those of slots that began so long before the clock
   * @param untilMillis the clock at which it ends, in milliseconds since the epoch
   * @param rulesVersion it ends when the rules change,
   * @param beganAtMillis or the source turns out to have begun at another time
   * @param logs how many it covers
   */
  public Lease(
      long firstSlot,
      long settleMillis,
      long untilMillis,
      int rulesVersion,
      long beganAtMillis,
      long logs) {
    this.firstSlot = firstSlot;
    this.settleMillis = settleMillis;
    this.untilMillis = untilMillis;
    this.rulesVersion = rulesVersion;
    this.beganAtMillis = beganAtMillis;
    this.logs = logs;
  }

  /**
   * Covers logs of a slot, if there is enough left of it.
   *
   * @param readToMillis the clock, in milliseconds since the epoch
   */
  public boolean covers(long slot, long more, long readToMillis, int version, long beganMillis) {
    if (slot < firstSlot
        || readToMillis - slot >= settleMillis
        || more > logs
        || readToMillis >= untilMillis
        || version != rulesVersion
        || beganMillis != beganAtMillis) {
      return false;
    }
    logs -= more;
    return true;
  }
}
