package io.tocsin.flink.source;

import io.tocsin.rule.RuleBundle;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule sets that some slot is still governed by, oldest first: each governs the slots from its
 * own first one to that of the next.
 *
 * <p>A value: {@link #with} gives another. Everybody who applies the same {@link
 * SourceElement.Rules} in the same order holds an equal one.
 */
public record RulesInForce(List<Dated> sets) {

  /** The first slot of a rule set that governs all time. */
  public static final long BEGINNING = Long.MIN_VALUE;

  /** No rules yet. */
  public static final RulesInForce NONE = new RulesInForce(List.of());

  /** Copies the list. */
  public RulesInForce {
    sets = List.copyOf(sets);
  }

  /**
   * A rule set and the start of the first slot that it governs.
   *
   * @param number counts the changes of rules, also those that govern no slot any more
   * @param fromSlotMillis in milliseconds since the epoch, or {@link #BEGINNING}
   */
  public record Dated(RuleBundle bundle, long number, long fromSlotMillis) {}

  /** Whether there is no rule set at all; an empty one is one. */
  public boolean isEmpty() {
    return sets.isEmpty();
  }

  /**
   * The rule set that governs the newest slots.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public RuleBundle latest() {
    return newest().bundle();
  }

  /** What the next change is to be numbered. */
  long nextNumber() {
    return sets.isEmpty() ? 0 : newest().number() + 1;
  }

  /** The first slot of the newest rule set; {@link #BEGINNING} if there is none. */
  long newestFromMillis() {
    return sets.isEmpty() ? BEGINNING : newest().fromSlotMillis();
  }

  private Dated newest() {
    return sets.get(sets.size() - 1);
  }

  /** The texts, oldest first. */
  public List<RuleBundle> bundles() {
    return sets.stream().map(Dated::bundle).toList();
  }

  /**
   * These and one more: it replaces those that would govern no slot beside it, and those that were
   * superseded in time to be forgotten are.
   */
  public RulesInForce with(SourceElement.Rules rules) {
    List<Dated> next = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      Dated set = sets.get(i);
      long untilMillis =
          i + 1 < sets.size() ? sets.get(i + 1).fromSlotMillis() : rules.fromSlotMillis();
      boolean governs = set.fromSlotMillis() < rules.fromSlotMillis();
      if (governs && untilMillis > rules.forgetBeforeMillis()) {
        next.add(set);
      }
    }
    next.add(new Dated(rules.bundle(), rules.number(), rules.fromSlotMillis()));
    return new RulesInForce(next);
  }
}
