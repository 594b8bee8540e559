package io.tocsin.flink.alerting;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is counted of each rule, with the rule's name as a label: there are no more of them than a
 * user has written. Should somebody write a great many, or rename them again and again, those
 * beyond {@value #MOST_RULES} share a label.
 */
final class RuleMetrics {
  private static final int MOST_RULES = 2_000;
  private static final String OTHERS = "others";

  private final MetricGroup group;
  private final ToIntFunction<String> groups;
  private final Map<String, Counters> rules = new HashMap<>();

  private record Counters(Counter matched, Counter tooLate, Counter overLimit, Counter failures) {}

  /**
   * None yet.
   *
   * @param groups how many groups of a rule are live
   */
  RuleMetrics(MetricGroup group, ToIntFunction<String> groups) {
    this.group = group;
    this.groups = groups;
  }

  void matched(String rule, long logs) {
    of(rule).matched().inc(logs);
  }

  void tooLate(String rule, long logs) {
    of(rule).tooLate().inc(logs);
  }

  void overLimit(String rule, long logs) {
    of(rule).overLimit().inc(logs);
  }

  void failed(String rule) {
    of(rule).failures().inc();
  }

  private Counters of(String rule) {
    Counters known = rules.get(rule);
    if (known != null) {
      return known;
    }
    if (rules.size() >= MOST_RULES && !rule.equals(OTHERS)) {
      return of(OTHERS);
    }
    MetricGroup labelled = group.addGroup("rule", rule);
    labelled.gauge("ruleGroups", () -> groups.applyAsInt(rule));
    Counters counters =
        new Counters(
            labelled.counter("ruleLogsMatched"),
            labelled.counter("ruleLogsTooLate"),
            labelled.counter("ruleLogsOverGroupLimit"),
            labelled.counter("ruleFailures"));
    rules.put(rule, counters);
    return counters;
  }
}
