package io.tocsin.engine;

import io.tocsin.alert.EndReason;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A name under which the same is counted.
 *
 * @param rule the first of them; others differ in thresholds and times only
 * @param from the first slot
 * @param to the slot in which it is over
 * @param end what it is over for; null if it goes on
 */
record RuleLife(CompiledRule rule, long from, long to, @Nullable EndReason end) {

  /** All lives of the rules of some sets, by the first slot of each. */
  static List<RuleLife> all(NavigableMap<Long, RuleSet> sets) {
    List<RuleLife> lives = new ArrayList<>();
    Map<String, RuleLife> open = new TreeMap<>();
    sets.forEach(
        (from, rules) -> {
          for (RuleLife life : List.copyOf(open.values())) {
            CompiledRule next = rules.rule(life.rule().name());
            if (next == null || next.generation() != life.rule().generation()) {
              EndReason end = next == null ? EndReason.RULE_DELETED : EndReason.RULE_CHANGED;
              lives.add(new RuleLife(life.rule(), life.from(), from, end));
              open.remove(life.rule().name());
            }
          }
          for (CompiledRule rule : rules.rules()) {
            open.putIfAbsent(rule.name(), new RuleLife(rule, from, Long.MAX_VALUE, null));
          }
        });
    lives.addAll(open.values());
    return lives;
  }
}
