package io.tocsin.engine;

import io.tocsin.alert.AlertMachine;
import io.tocsin.condition.Measure;
import io.tocsin.condition.Term;
import io.tocsin.rule.CompiledRule;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Grouping;
import io.tocsin.slot.SlotWidth;

/** A rule in force, with what follows from it and is asked for at every step. */
final class LiveRule {
  private final CompiledRule rule;
  private final AlertMachine machine;
  private final long[] counted;
  private final long reachMillis;
  private final boolean holdsByCountsAlone;

  LiveRule(CompiledRule rule) {
    this.rule = rule;
    this.machine = AlertMachine.of(rule);
    this.counted = rule.counted().stream().mapToLong(Long::longValue).toArray();
    this.reachMillis = rule.reachMillis();
    this.holdsByCountsAlone =
        rule.logic().risesOnlyWithLogs()
            && !rule.rule().rollup()
            && rule.terms().stream().allMatch(term -> isCountUpToNow(term.term()));
  }

  CompiledRule compiled() {
    return rule;
  }

  String name() {
    return rule.name();
  }

  AlertMachine machine() {
    return machine;
  }

  /**
   * The last slot with logs of any series that is counted for the rule; {@code otherwise} if none.
   */
  long lastLog(GroupStore store, long otherwise) {
    long last = otherwise;
    for (long series : counted) {
      var slots = store.slots(series);
      if (slots != null && !slots.isEmpty()) {
        last = Math.max(last, slots.last());
      }
    }
    return last;
  }

  private static boolean isCountUpToNow(Term term) {
    return term.measure().function() == Measure.Function.COUNT && term.seesNewestSlot();
  }

  /**
   * Whether it takes more logs to make it hold, and nothing else can; and nothing is published of a
   * slot in which it does not.
   */
  boolean holdsByCountsAlone() {
    return holdsByCountsAlone;
  }

  /** See {@link CompiledRule#reachMillis}. */
  long reachMillis() {
    return reachMillis;
  }

  SlotWidth width() {
    return rule.width();
  }

  long generation() {
    return rule.generation();
  }

  /**
   * Whether the group is one of the rule's: an earlier rule of its name may have grouped otherwise.
   */
  boolean concerns(GroupKey key) {
    return grouping().equals(key.grouping());
  }

  Grouping grouping() {
    return rule.grouping();
  }

  /** See {@link CompiledRule#permanent}. */
  boolean permanent(GroupKey key) {
    return rule.permanent(key);
  }
}
