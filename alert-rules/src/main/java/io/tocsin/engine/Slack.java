package io.tocsin.engine;

import io.tocsin.rule.CompiledRule;
import io.tocsin.slot.SlotWidth;
import org.jspecify.annotations.Nullable;

/**
 * How many more logs a group can take before a rule must be looked at again: fewer cannot make its
 * condition hold in the first open slot that is undecided, so nothing would come of it. Most counts
 * are far from any threshold, and are only added up.
 *
 * <p>It is no state: without it, the rule is looked at. It holds for a while of event time, and
 * while the rules do not change and the source does not turn out to have begun earlier.
 */
final class Slack {
  private static final long ENDLESS = CompiledRule.ENDLESS;

  /** How often it is looked whether a rule is over that nothing happens to. */
  static final long REVIEW_MILLIS = 5 * SlotWidth.MINUTE.millis();

  /** Each further guess is this many times the one before. */
  private static final int STEP = 4;

  private final long firstSlot;
  private final long settleMillis;
  private final long untilMillis;
  private final long reviewMillis;
  private final SlotWidth width;
  private final long waitMillis;
  private final int series;
  private final int rulesVersion;
  private final long beganAtMillis;
  private long logs;

  private Slack(
      long firstSlot,
      long settleMillis,
      long untilMillis,
      long reviewMillis,
      LiveRule rule,
      RuleTimeline timeline,
      EngineClock clock,
      long logs) {
    this.firstSlot = firstSlot;
    this.settleMillis = settleMillis;
    this.untilMillis = untilMillis;
    this.reviewMillis = reviewMillis;
    this.width = rule.width();
    this.waitMillis = rule.compiled().waitMillis();
    this.series = rule.counted().length;
    this.rulesVersion = timeline.version();
    this.beganAtMillis = clock.beganAtMillis();
    this.logs = logs;
  }

  /**
   * The slack of a rule that has just been walked, and of which nothing was said, while no other
   * rules are in force in any slot; null if there is none. It ends when the next slot closes, of
   * which more is known then.
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
        : new Slack(
            undecided,
            settleMillis(rule),
            timeline.closesAt(rule, closed.slot()),
            Long.MIN_VALUE,
            rule,
            timeline,
            clock,
            logs);
  }

  /**
   * The slack of a rule that so many logs cannot make hold in any slot that has not settled. That
   * slots close is nothing to it, since windows only lose logs then; so it has no end.
   *
   * @param needed the last slot that needs a log of the group: once it has settled, the rule may be
   *     over for the group
   */
  static Slack of(
      LiveRule rule,
      Standing settled,
      long logs,
      long needed,
      RuleTimeline timeline,
      EngineClock clock) {
    long settle = settleMillis(rule);
    long review = Math.min(settled.slot() + REVIEW_MILLIS, needed) + settle;
    return new Slack(settled.slot(), settle, Long.MAX_VALUE, review, rule, timeline, clock, logs);
  }

  /** How far the clock is behind the start of a slot, at the least, when that settles. */
  static long settleMillis(LiveRule rule) {
    return rule.width().millis() + rule.compiled().settleMillis();
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
        || clock.readToMillis() - slot >= settleMillis
        || more > logs
        || clock.readToMillis() >= untilMillis
        || clock.beganAtMillis() != beganAtMillis
        || timeline.version() != rulesVersion) {
      return false;
    }
    logs -= more;
    return true;
  }

  /**
   * Whether nothing happens to the rule although slots close. Now and then it is looked at all the
   * same, to let go of what is over.
   */
  boolean outlives(RuleTimeline timeline, EngineClock clock) {
    return clock.readToMillis() < reviewMillis
        && !clock.ended()
        && clock.beganAtMillis() == beganAtMillis
        && timeline.version() == rulesVersion;
  }

  /** The clock at which the rule's next slot closes. */
  long nextSlotMillis(EngineClock clock) {
    return clock.nextClose(width, waitMillis);
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

  /** Once the clock is so far behind the start of a slot, no log is counted there. */
  long settleMillis() {
    return settleMillis;
  }

  /** The clock at which it ends. */
  long untilMillis() {
    return untilMillis;
  }
}
