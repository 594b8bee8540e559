package io.tocsin.tool;

import io.tocsin.alert.Alert;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a rule alerted in a replay, and would have notified.
 *
 * @param alerts how many alerts it had
 * @param notifications how many messages these would have been, one when an alert fires and one
 *     when it ends; none of an alert that is sent to nobody. Where messages are grouped, or the
 *     same alert goes to several receivers, it is how often each of them would have heard of one at
 *     most
 */
public record RuleTally(String rule, long alerts, long notifications) {

  /** Of each rule of a set, by name; of those without an alert too. */
  public static List<RuleTally> of(RuleSet rules, List<Alert> alerts) {
    Map<String, RuleTally> byRule = new TreeMap<>();
    for (CompiledRule rule : rules.rules()) {
      byRule.put(rule.name(), new RuleTally(rule.name(), 0, 0));
    }
    for (Alert alert : alerts) {
      byRule.merge(
          alert.rule(),
          new RuleTally(alert.rule(), 1, notifications(alert)),
          (one, other) ->
              new RuleTally(
                  one.rule(),
                  one.alerts() + other.alerts(),
                  one.notifications() + other.notifications()));
    }
    return List.copyOf(byRule.values());
  }

  private static long notifications(Alert alert) {
    List<String> receivers = alert.facts().receivers();
    boolean nobody = receivers != null && receivers.isEmpty();
    if (nobody || alert.facts().recordOnly() != null) {
      return 0;
    }
    return alert.resolvedAt() == null ? 1 : 2;
  }
}
