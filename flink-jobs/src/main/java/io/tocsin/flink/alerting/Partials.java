package io.tocsin.flink.alerting;

import io.tocsin.engine.GroupPartials;

/**
 * What was counted for one group.
 *
 * @param rules the number of the newest rules that it was counted by: whoever has not heard of them
 *     must wait until it has
 */
public record Partials(GroupPartials group, long rules) {
  /** The rules are those that come with the engine. */
  static final long OWN_RULES = -1;
}
