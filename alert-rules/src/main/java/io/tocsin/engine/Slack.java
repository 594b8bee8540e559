package io.tocsin.engine;

import org.jspecify.annotations.Nullable;

/**
 * How many more logs a group can take before a rule must be looked at again: fewer cannot make its
 * condition hold in the first open slot that is undecided, so nothing would come of it. Most counts
 * are far from any threshold, and are only added up.
 *
 * <p>It is no state: without it, the rule is looked at. It holds while no slot closes, the rules do
 * not change, and the source does not turn out to have begun earlier; of a rule that only counts up
 * to a bound also when slots close, since a later window only loses logs.
 */
final class Slack {
  /** More logs than any window has. */
  private static final long ENDLESS = 1L << 50;

  /** Each further guess is this many times the one before. */
  private static final int STEP = 4;

  private final long firstSlot;
  private final long closesAtMillis;
  private final boolean outlastsSlots;
  private final int rulesVersion;
  private final long beganAtMillis;
  private long logs;

  private Slack(
      long firstSlot,
      long closesAtMillis,
      boolean outlastsSlots,
      int rulesVersion,
      long beganAtMillis,
      long logs) {
    this.firstSlot = firstSlot;
    this.closesAtMillis = closesAtMillis;
    this.outlastsSlots = outlastsSlots;
    this.rulesVersion = rulesVersion;
    this.beganAtMillis = beganAtMillis;
    this.logs = logs;
  }

  /**
   * The slack of a rule that has just been walked, and of which nothing was said; null if there is
   * none.
   *
   * @param closed where it stands before its first open slot
   */
  static @Nullable Slack of(
      LiveRule rule,
      RuleWalk walk,
      Standing closed,
      GroupReadings readings,
      RuleTimeline timeline,
      EngineClock clock) {
    long undecided = walk.standing().slot();
    boolean outlasts = walk.isCalm() && rule.holdsByCountsAlone() && timeline.isSteady();
    // No later window holds more of the logs so far than one that holds all of the open slots.
    long last = outlasts ? Math.max(undecided, readings.lastLog(rule)) : undecided;
    long logs = logs(readings.open(rule, undecided, last));
    return logs == 0
        ? null
        : new Slack(
            undecided,
            timeline.closesAt(rule, closed.slot()),
            outlasts,
            timeline.version(),
            clock.beganAtMillis(),
            logs);
  }

  /** At most as many logs as cannot do it. */
  private static long logs(GroupReadings.OpenSlot slot) {
    if (!slot.canHoldAfter(ENDLESS)) {
      return ENDLESS;
    }
    long logs = 0;
    long guess = 1;
    while (!slot.canHoldAfter(guess)) {
      logs = guess;
      guess *= STEP;
    }
    return logs;
  }

  /**
   * Takes logs of a slot.
   *
   * @return whether the rule need not be looked at
   */
  boolean takes(long slot, long more, RuleTimeline timeline, EngineClock clock) {
    if (slot < firstSlot
        || more > logs
        || clock.readToMillis() >= closesAtMillis
        || !holds(timeline, clock)) {
      return false;
    }
    logs -= more;
    return true;
  }

  /**
   * Whether the logs that are left cannot make the condition hold in any later slot either, nor in
   * one that has closed since.
   */
  boolean outlastsSlots(RuleTimeline timeline, EngineClock clock) {
    return outlastsSlots && holds(timeline, clock);
  }

  private boolean holds(RuleTimeline timeline, EngineClock clock) {
    return clock.beganAtMillis() == beganAtMillis && timeline.version() == rulesVersion;
  }

  /** What is left of it when slots have closed. */
  Slack from(long slot, long nextClosesAtMillis) {
    return new Slack(
        slot, nextClosesAtMillis, outlastsSlots, rulesVersion, beganAtMillis, logs);
  }
}
