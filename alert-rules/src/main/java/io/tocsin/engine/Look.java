package io.tocsin.engine;

import io.tocsin.slot.GroupKey;
import org.jspecify.annotations.Nullable;

/**
 * A group at the moment it is looked at.
 *
 * @param key whose it is
 * @param store what is kept of it
 * @param timeline the rules
 * @param clock the time
 */
record Look(GroupKey key, GroupStore store, RuleTimeline timeline, EngineClock clock) {

  /**
   * Whether no log can come into a slot of a rule any more: by the rules now in force, or because
   * the rule's state is past it, which those had settled that were in force before.
   *
   * @param isLate whether the slot has ended
   */
  boolean isSettled(LiveRule rule, @Nullable RuleState state, long slot, boolean isLate) {
    return slot + rule.width().millis() <= timeline.settledTo(rule, clock)
        || (isLate && state != null && slot < state.settled().slot());
  }
}
