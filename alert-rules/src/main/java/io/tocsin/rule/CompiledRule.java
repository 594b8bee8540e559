package io.tocsin.rule;

import io.tocsin.condition.TermValues;
import io.tocsin.condition.Truth;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Grouping;
import io.tocsin.slot.SlotWidth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the engine runs it: terms over series, and what they mean.
 *
 * @param rule what the file says
 * @param generation a hash of {@code where}, {@code by}, the aggregates and the slot width; a rule
 *     that changes it starts afresh
 * @param terms what the condition reads, by the numbers that it uses
 * @param logic the condition, levels, guard and value over those terms
 * @param presence a series that counts every log of {@code where}; a group is known by it, and late
 *     logs are counted by it
 * @param lines the sample lines that it shows; null if it wants none
 * @param top the series of the commonest values, by field
 * @param topics the series of the topics that its logs come from; empty unless the rule can hold
 *     for want of logs. It is kept in no slots
 * @param expected groups that are never forgotten, beside the only one of a rule without {@code by}
 * @param groupLimit how many groups are evaluated at most
 * @param harmlessLogs how many logs there can be in each count of the condition at once without it
 *     holding for any group; 0 if none, or if it is not logs alone that make it hold
 */
public record CompiledRule(
    Rule rule,
    long generation,
    Grouping grouping,
    SlotWidth width,
    RuleTiming timing,
    List<RuleTerm> terms,
    Logic logic,
    long presence,
    @Nullable Lines lines,
    Map<String, Long> top,
    OptionalLong topics,
    Set<GroupKey> expected,
    int groupLimit,
    long harmlessLogs) {

  /** More logs than any window has. */
  public static final long ENDLESS = 1L << 50;

  /**
   * Lines that a rule shows.
   *
   * @param seriesId the series that keeps them
   * @param most how many there are at most
   * @param every of so many logs one is looked at for its line; 1 for each
   */
  public record Lines(long seriesId, int most, int every) {}

  /** The same rule under another name. */
  CompiledRule named(String other) {
    return new CompiledRule(
        rule.named(other),
        generation,
        grouping,
        width,
        timing,
        terms,
        logic,
        presence,
        lines,
        top,
        topics,
        expected,
        groupLimit,
        harmlessLogs);
  }

  /** The rule's name. */
  public String name() {
    return rule.name();
  }

  /**
   * What the rule says of a slot.
   *
   * @param values the terms as ranges: what they can turn out to be
   * @param counted the terms as counted so far, each exact or none
   */
  public Evaluation evaluate(TermValues values, TermValues counted) {
    return logic.evaluate(values, counted);
  }

  /** What {@link #evaluate} says of {@link Evaluation#holds}, and nothing else. */
  public Truth holds(TermValues values) {
    return logic.holds(values);
  }

  /** How far back from the end of a slot the rule looks at most, in milliseconds. */
  public long reachMillis() {
    return terms.stream().mapToLong(term -> term.term().reachMillis()).max().orElse(0);
  }

  /** How long a slot is held open, in milliseconds. */
  public long waitMillis() {
    return timing.waitMillis();
  }

  /** How long after its end a slot is settled, in milliseconds. */
  public long settleMillis() {
    return timing.waitMillis() + timing.lateMillis();
  }

  /** Every series that is counted for the rule and kept in slots, each once. */
  public Set<Long> counted() {
    Set<Long> series = new LinkedHashSet<>();
    series.add(presence);
    terms.forEach(term -> series.add(term.seriesId()));
    if (lines != null) {
      series.add(lines.seriesId());
    }
    series.addAll(top.values());
    return series;
  }

  /** The groups that exist without logs. */
  public Set<GroupKey> permanentKeys() {
    return grouping.fields().isEmpty() ? Set.of(grouping.onlyKey()) : expected;
  }

  /** Whether the group exists without logs, and is never forgotten. */
  public boolean permanent(GroupKey key) {
    return key.isOnlyGroup() || expected.contains(key);
  }

  /** The condition of a rule. */
  public interface Logic {
    /** See {@link CompiledRule#evaluate}. */
    Evaluation evaluate(TermValues values, TermValues counted);

    /** See {@link CompiledRule#holds}. */
    Truth holds(TermValues values);

    /** The names of the levels, lowest first; empty for a rule without. */
    List<String> levels();

    /** The comparisons of a level, in the order of {@link Evaluation#readings}. */
    List<Comparison> comparisons(int level);

    /** The condition as it was understood. */
    String canonical();

    /** Whether it can hold for a group that has no log in any window. */
    boolean holdsOnNothing();

    /** Whether what it asks differs from group to group. */
    boolean readsTables();

    /** Whether further logs can make it hold, and never cease to hold. */
    boolean risesOnlyWithLogs();

    /** Whether it can hold in an open slot for good, whatever logs are still to come. */
    boolean firesEarly();

    /**
     * Whether it can come to hold because logs are missing: it holds where there are none, or logs
     * that come can only make it not hold.
     */
    boolean holdsForWantOfLogs();
  }

  /**
   * A comparison as it is shown.
   *
   * @param expression the left side
   * @param operator one of {@code > >= < <= == !=}
   * @param unit of both sides, as {@link Rule#unit}
   */
  public record Comparison(String expression, String operator, @Nullable String unit) {}
}
