package io.tocsin.flink.source;

import io.tocsin.flink.source.EnumeratorEvent.AskNewestSlot;
import io.tocsin.flink.source.EnumeratorEvent.GoOn;
import io.tocsin.flink.source.EnumeratorEvent.SetRules;
import io.tocsin.flink.source.ReaderEvent.NewestSlot;
import io.tocsin.rule.RuleBundle;
import io.tocsin.slot.SlotWidth;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a rule set into force in all readers from the same slot.
 *
 * <p>The readers are asked for the newest slot that they have begun, and wait there; when all have
 * answered, the rule set is in force from the slot behind the newest of them, which nobody has
 * begun, and they go on. A reader that comes or goes meanwhile ends the attempt, and so does the
 * next round of reading the rules: the change is tried again.
 */
final class RulesChange {

  /** The readers, as far as a change concerns them. */
  interface Readers {
    /** How many there are when all are there. */
    int parallelism();

    /** Those that are there. */
    Set<Integer> registered();

    /** Tells one of those that are there. */
    void send(int reader, EnumeratorEvent event);
  }

  private final Readers readers;
  private final Map<Integer, Long> newestSlots = new HashMap<>();
  private volatile RulesInForce inForce;
  private long change;
  private @Nullable RuleBundle pending;

  RulesChange(Readers readers, RulesInForce inForce) {
    this.readers = readers;
    this.inForce = inForce;
  }

  /** The rules in force; may be asked by any thread. */
  RulesInForce inForce() {
    return inForce;
  }

  /** This rule set should be in force. */
  void want(RuleBundle wanted) {
    abandon();
    if (inForce.isEmpty()) {
      enforce(wanted, RulesInForce.BEGINNING, RulesInForce.BEGINNING);
      return;
    }
    boolean changes = !wanted.version().equals(inForce.latest().version());
    if (changes && readers.registered().size() == readers.parallelism()) {
      pending = wanted;
      change++;
      broadcast(new AskNewestSlot(change));
    }
  }

  /**
   * A reader's answer.
   *
   * @param forgetBeforeMillis what was superseded by then is needed no more
   */
  void newestSlot(int reader, NewestSlot answer, long forgetBeforeMillis) {
    if (pending == null || answer.change() != change) {
      return;
    }
    newestSlots.put(reader, answer.slotMillis());
    if (newestSlots.size() == readers.parallelism()) {
      long newest = newestSlots.values().stream().reduce(RulesInForce.BEGINNING, Math::max);
      RuleBundle bundle = pending;
      pending = null;
      newestSlots.clear();
      enforce(
          bundle,
          newest == RulesInForce.BEGINNING ? newest : newest + SlotWidth.MINUTE.millis(),
          forgetBeforeMillis);
    }
  }

  /** A reader has come, and knows no rules. */
  void readerCame(int reader) {
    abandon();
    for (RulesInForce.Dated set : inForce.sets()) {
      SourceElement.Rules rules =
          new SourceElement.Rules(
              set.bundle(), set.number(), set.fromSlotMillis(), RulesInForce.BEGINNING);
      readers.send(reader, SetRules.of(rules));
    }
  }

  private void abandon() {
    if (pending != null) {
      pending = null;
      newestSlots.clear();
      broadcast(new GoOn());
    }
  }

  private void enforce(RuleBundle bundle, long fromSlotMillis, long forgetBeforeMillis) {
    SourceElement.Rules rules =
        new SourceElement.Rules(
            bundle,
            inForce.nextNumber(),
            Math.max(fromSlotMillis, inForce.newestFromMillis()),
            forgetBeforeMillis);
    inForce = inForce.with(rules);
    broadcast(SetRules.of(rules));
  }

  private void broadcast(EnumeratorEvent event) {
    for (int reader : readers.registered()) {
      readers.send(reader, event);
    }
  }
}
