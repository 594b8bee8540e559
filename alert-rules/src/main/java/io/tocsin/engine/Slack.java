package io.tocsin.engine;

import org.jspecify.annotations.Nullable;

/**
 * How many more logs a group can take before a rule must be looked at again: fewer cannot make its
 * condition hold in the first open slot that is undecided, so nothing would come of it. Most counts
 * are far from any threshold, and are only added up.
 *
 * <p>It is no state: without it, the rule is looked at. It holds while no slot closes, the rules do
 * not change, and the source does not turn out to have begun earlier.
 */
final class Slack {
  /** More logs than any window has. */
  static final long ENDLESS = 1L << 50;

  /** Each further guess is this many times the one before. */
  private static final int STEP = 4;

  private final long firstSlot;
  private final long closesAtMillis;
  private final int series;
  private final int rulesVersion;
  private final long beganAtMillis;
  private long logs;

  private Slack(
      long firstSlot,
      long closesAtMillis,
      LiveRule rule,
      RuleTimeline timeline,
      EngineClock clock,
      long logs) {
    this.firstSlot = firstSlot;
    this.closesAtMillis = closesAtMillis;
    this.series = rule.counted().length;
    this.rulesVersion = timeline.version();
    this.beganAtMillis = clock.beganAtMillis();
    this.logs = logs;
  }

  /**
   * The slack of a rule that has just been walked, and of which nothing was said, while no other
   * rules are in force in any slot; null if there is none.
   *
   * @param undecided its first slot that logs so far do not decide
   * @param closed where it stands before its first open slot
   */
  static @Nullable Slack of(
      LiveRule rule,
      long undecided,
      Standing closed,
      GroupReadings readings,
      RuleTimeline timeline,
      EngineClock clock) {
    long logs = logs(readings.open(rule, undecided));
    return logs == 0
        ? null
        : new Slack(undecided, timeline.closesAt(rule, closed.slot()), rule, timeline, clock, logs);
  }

  /** The slack of a rule that so many logs cannot make hold in any slot. */
  static Slack of(
      LiveRule rule, Standing closed, long logs, RuleTimeline timeline, EngineClock clock) {
    return new Slack(
        closed.slot(), timeline.closesAt(rule, closed.slot()), rule, timeline, clock, logs);
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
        || clock.beganAtMillis() != beganAtMillis
        || timeline.version() != rulesVersion) {
      return false;
    }
    logs -= more;
    return true;
  }

  /** How many logs it can lend to each of the series that are counted for the rule. */
  long lendable() {
    return logs / (2L * series);
  }

  /** Gives away as many logs as may come to a series without the rule being looked at. */
  void lend(long lent) {
    logs -= lent;
  }

  long firstSlot() {
    return firstSlot;
  }

  /** The clock at which the next slot closes. */
  long closesAtMillis() {
    return closesAtMillis;
  }
}
