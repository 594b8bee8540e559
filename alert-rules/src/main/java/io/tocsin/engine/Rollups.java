package io.tocsin.engine;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.alert.Rollup;
import io.tocsin.condition.Range;
import io.tocsin.condition.Term;
import io.tocsin.rule.RuleTerm;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Publishes what was counted of one group in a slot, of rules that ask for it. A slot without logs
 * has nothing to publish.
 */
final class Rollups {
  private final GroupKey key;
  private final GroupStore store;
  private final Consumer<Rollup> out;

  Rollups(GroupKey key, GroupStore store, Consumer<Rollup> out) {
    this.key = key;
    this.store = store;
    this.out = out;
  }

  /** A slot has settled for a rule. */
  void settled(LiveRule rule, long slot) {
    SeriesSlots presence = store.slots(rule.compiled().presence());
    if (!rule.compiled().rule().rollup()
        || presence == null
        || !(presence.window(slot, slot) instanceof CountPartial logs)) {
      return;
    }
    // The same aggregate over two windows is one thing that is counted.
    Set<String> published = new HashSet<>();
    for (RuleTerm term : rule.compiled().terms()) {
      Term counted = term.term();
      if (published.add(counted.counted())) {
        SeriesSlots slots = store.slots(term.seriesId());
        Range value =
            counted.measure().value(slots == null ? null : slots.window(slot, slot), false);
        out.accept(
            new Rollup(
                rule.name(),
                key.asMap(),
                slot,
                rule.width().millis(),
                term.seriesId(),
                counted.counted(),
                value.isExact() ? Double.valueOf(value.low()) : null,
                logs.count()));
      }
    }
  }
}
