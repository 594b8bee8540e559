package io.tocsin.engine;

import io.tocsin.alert.AlertState;

/**
 * From which slot a rule is stepped for a group that it had no state for.
 *
 * <p>With a clock that is the first slot that is not settled: earlier ones take no more logs.
 * Before the first watermark there is no such slot, and whatever comes may be older than what came,
 * so the start is found anew each time until there is a clock: the group's first log, or the
 * source's for a group that exists without.
 *
 * <p>It may be before the rule: in slots that are not of its own nothing happens to it.
 */
final class Starts {
  private static final long NOT_PLACED = AlertState.NEVER;

  private Starts() {}

  /** Where a rule starts that is woken now. */
  static Standing of(LiveRule rule, Look look) {
    long slot = look.clock().nothingRead() ? NOT_PLACED : firstUnsettled(rule, look);
    return Standing.fresh(rule.generation(), slot);
  }

  /** The standing itself, or where it starts as far as is known now. */
  static Standing placed(Standing standing, LiveRule rule, GroupReadings readings, Look look) {
    if (standing.slot() != NOT_PLACED) {
      return standing;
    }
    long first = readings.firstLog(rule);
    EngineClock clock = look.clock();
    if (rule.permanent(look.key()) && clock.beganAtMillis() != EngineClock.NOT_BEGUN) {
      first = Math.min(first, clock.beganAtMillis());
    }
    if (!clock.nothingRead()) {
      first = Math.min(first, firstUnsettled(rule, look));
    }
    return standing.at(look.timeline().slotOf(rule, first));
  }

  private static long firstUnsettled(LiveRule rule, Look look) {
    RuleTimeline timeline = look.timeline();
    return timeline.slotOf(rule, timeline.settledTo(rule, look.clock()));
  }
}
