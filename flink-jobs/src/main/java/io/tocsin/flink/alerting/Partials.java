package io.tocsin.flink.alerting;

import io.tocsin.engine.GroupPartials;

/**
 * What was counted for one group.
 *
 * @param rulesFromMillis since when the newest rules were in force that it was counted by: whoever
 *     has not heard of them must wait until it has
 */
public record Partials(GroupPartials group, long rulesFromMillis) {}
