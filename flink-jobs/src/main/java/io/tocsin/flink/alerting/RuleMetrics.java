package io.tocsin.flink.alerting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import org.agrona.collections.Long2LongHashMap;
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
  private final LongFunction<List<String>> selectedBy;
  private final Map<String, Counters> rules = new HashMap<>();
  private final Long2LongHashMap matched = new Long2LongHashMap(0);

  private record Counters(Counter matched, Counter tooLate, Counter overLimit, Counter failures) {}

  /**
   * None yet.
   *
   * @param groups how many groups of a rule are live
   * @param selectedBy the rules that select the logs of a series
   */
  RuleMetrics(
      MetricGroup group, ToIntFunction<String> groups, LongFunction<List<String>> selectedBy) {
    this.group = group;
    this.groups = groups;
    this.selectedBy = selectedBy;
  }

  /** Logs were counted in a series, to be seen once they are {@link #show shown}. */
  void matched(long seriesId, long logs) {
    matched.put(seriesId, matched.get(seriesId) + logs);
  }

  /** Shows what has matched since it was last called; a series can be that of many rules. */
  void show() {
    matched.longForEach(
        (seriesId, logs) ->
            selectedBy.apply(seriesId).forEach(rule -> of(rule).matched().inc(logs)));
    matched.clear();
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
