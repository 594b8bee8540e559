package io.tocsin.flink.alerting;

import io.tocsin.diagnostic.Diagnostic;
import io.tocsin.diagnostic.Severity;
import io.tocsin.engine.RuleTimeline;
import io.tocsin.flink.source.Refusal;
import io.tocsin.flink.source.RulesAcceptance;
import io.tocsin.flink.source.RulesInForce;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.SlotWidth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

  /** What of the files that were read comes into force, and which of them are refused. */
  static RulesAcceptance.Wanted accept(@Nullable RuleBundle inForce, RuleBundle read) {
    RuleFiles.Merge merge = RuleFiles.merge(inForce, read, null);
    Map<String, String> refused = new LinkedHashMap<>();
    for (Diagnostic diagnostic : merge.diagnostics().list()) {
      if (diagnostic.severity() == Severity.ERROR) {
        refused.putIfAbsent(diagnostic.source().path(), diagnostic.render());
      }
    }
    return new RulesAcceptance.Wanted(
        merge.bundle(),
        refused.entrySet().stream()
            .map(file -> new Refusal(file.getKey(), file.getValue()))
            .toList(),
        RuleTimeline.of(of(merge.bundle())).longestUnsettledMillis() + SlotWidth.MINUTE.millis());
  }

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
