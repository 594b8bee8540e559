package io.tocsin.engine;

import io.tocsin.alert.AlertState;

/**
 * Where a rule stands for a group before a slot.
 *
 * @param generation what the rule counted; a rule of another generation starts afresh
 * @param slot the slot that comes next, in milliseconds since the epoch
 * @param alert the state of the alert
 * @param lastLog the last slot with a log of the group; {@link AlertState#NEVER} for a group that
 *     is not known
 */
record Standing(long generation, long slot, AlertState alert, long lastLog) {

  /** Nothing known yet. */
  static Standing fresh(long generation, long slot) {
    return new Standing(generation, slot, AlertState.INACTIVE, AlertState.NEVER);
  }

  Standing at(long newSlot) {
    return new Standing(generation, newSlot, alert, lastLog);
  }
}
