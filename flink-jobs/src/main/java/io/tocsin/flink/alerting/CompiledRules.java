package io.tocsin.flink.alerting;

import io.tocsin.flink.source.RulesInForce;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Compiled rule sets, shared by the subtasks of a process: compiling thousands of rules takes
 * longer than a subtask should be held up for, and all of them compile the same.
 */
final class CompiledRules {
  private static final int KEPT = 4;

  private static final Map<String, RuleSet> BY_VERSION =
      Collections.synchronizedMap(
          new LinkedHashMap<>(KEPT, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, RuleSet> eldest) {
              return size() > KEPT;
            }
          });

  private CompiledRules() {}

  /** The rules of a bundle that was accepted before. */
  static RuleSet of(RuleBundle bundle) {
    return BY_VERSION.computeIfAbsent(bundle.version(), unused -> RuleSet.compile(bundle));
  }

  /** The rule sets in force, by the first slot of each. */
  static SortedMap<Long, RuleSet> of(RulesInForce inForce) {
    SortedMap<Long, RuleSet> sets = new TreeMap<>();
    inForce.sets().forEach(set -> sets.put(set.fromSlotMillis(), of(set.bundle())));
    return sets;
  }
}
