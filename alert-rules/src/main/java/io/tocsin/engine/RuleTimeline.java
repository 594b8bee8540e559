package io.tocsin.engine;

import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which rules are in force in which slot.
 *
 * <p>A rule set is in force from a slot until that of the next. Slots before it are evaluated, and
 * amended, by the rules before it, so that a change of rules is one more thing that follows from
 * event time alone.
 */
public final class RuleTimeline {
  /** The slot from which the first rules are in force: before all others. */
  public static final long FROM_THE_BEGINNING = Long.MIN_VALUE;

  private final TreeMap<Long, RuleSet> sets = new TreeMap<>();
  private final Map<RuleSet, RuleReaders> readers = new IdentityHashMap<>();
  private final Map<Long, Long> countedFrom = new HashMap<>();

  /** A timeline on which these rules have always been in force. */
  public static RuleTimeline of(RuleSet rules) {
    RuleTimeline timeline = new RuleTimeline();
    timeline.put(FROM_THE_BEGINNING, rules, Map.of());
    return timeline;
  }

  /**
   * Puts rules in force.
   *
   * @param fromSlotMillis the first slot of theirs: a whole minute, or {@link #FROM_THE_BEGINNING}
   * @param knownSince from which slot series were counted that the timeline does not know any more,
   *     by their id; for the others it follows
   */
  public void put(long fromSlotMillis, RuleSet rules, Map<Long, Long> knownSince) {
    sets.put(fromSlotMillis, rules);
    readers.put(rules, new RuleReaders(rules));
    Map<Long, Long> before = Map.copyOf(countedFrom);
    countedFrom.clear();
    for (Series series : rules.series()) {
      long id = series.id();
      countedFrom.put(id, knownSince.getOrDefault(id, before.getOrDefault(id, fromSlotMillis)));
    }
  }

  /** The rules that are in force in a slot; null if none are yet. */
  public @Nullable RuleSet at(long slotMillis) {
    Map.Entry<Long, RuleSet> entry = sets.floorEntry(slotMillis);
    return entry == null ? null : entry.getValue();
  }

  /** The rule of this name that is in force in a slot; null if there is none. */
  public @Nullable CompiledRule rule(String name, long slotMillis) {
    RuleSet rules = at(slotMillis);
    return rules == null ? null : rules.rule(name);
  }

  /** The rules in force now, newest last; more than one around a change. */
  public List<RuleSet> sets() {
    return new ArrayList<>(sets.values());
  }

  /** Whether the rules that came into force with this slot still govern some slot. */
  public boolean isKept(long fromSlotMillis) {
    return sets.containsKey(fromSlotMillis);
  }

  /** The slot from which the newest rules are in force. */
  public long newestFrom() {
    return sets.isEmpty() ? FROM_THE_BEGINNING : sets.lastKey();
  }

  /** The first slot in which a series was counted; {@link Long#MAX_VALUE} if it is not. */
  public long countedFrom(long seriesId) {
    return countedFrom.getOrDefault(seriesId, Long.MAX_VALUE);
  }

  /** Since when each series has been counted: to be kept with the rules in a checkpoint. */
  public Map<Long, Long> countedFrom() {
    return Map.copyOf(countedFrom);
  }

  /** Lets go of the rules that were in force only before this slot. */
  public void forgetBefore(long slotMillis) {
    Long current = sets.floorKey(slotMillis);
    if (current != null) {
      Map<Long, RuleSet> old = sets.headMap(current);
      old.values().forEach(readers::remove);
      old.clear();
    }
  }

  /** The rules that read a series in a slot. */
  List<CompiledRule> readers(long seriesId, long slotMillis) {
    RuleSet rules = at(slotMillis);
    return rules == null ? List.of() : indexOf(rules).of(seriesId);
  }

  /**
   * The series of this id.
   *
   * @throws IllegalArgumentException if it is not counted in the slot
   */
  Series series(long id, long slotMillis) {
    RuleSet rules = at(slotMillis);
    Series series = rules == null ? null : rules.series(id);
    if (series == null) {
      throw new IllegalArgumentException("series is not counted: " + id);
    }
    return series;
  }

  /** The rules that read a series in any slot. */
  List<CompiledRule> readers(long seriesId) {
    List<CompiledRule> all = new ArrayList<>();
    for (RuleSet rules : sets.values()) {
      all.addAll(indexOf(rules).of(seriesId));
    }
    return all;
  }

  /** The newest rules for which this group exists without logs. */
  List<CompiledRule> permanent(GroupKey key) {
    return sets.isEmpty() ? List.of() : indexOf(sets.lastEntry().getValue()).permanent(key);
  }

  /** The newest rule of this name; null if there is none, nor was in a slot that is kept. */
  @Nullable CompiledRule latest(String name) {
    for (RuleSet rules : sets.descendingMap().values()) {
      CompiledRule rule = rules.rule(name);
      if (rule != null) {
        return rule;
      }
    }
    return null;
  }

  /** The first slot from which on a rule of this name has counted the same as this one. */
  long since(CompiledRule rule) {
    long since = Long.MAX_VALUE;
    for (Map.Entry<Long, RuleSet> entry : sets.descendingMap().entrySet()) {
      CompiledRule then = entry.getValue().rule(rule.name());
      if (then != null && then.generation() == rule.generation()) {
        since = entry.getKey();
      } else if (since != Long.MAX_VALUE) {
        return since;
      }
    }
    return since;
  }

  /** Every slot of the rule that ends by then is closed. */
  long closedTo(String name, EngineClock clock) {
    return clock.before(clock.ended() ? 0 : longest(name, CompiledRule::waitMillis));
  }

  /** Every slot of the rule that ends by then is settled: no log is counted in it any more. */
  long settledTo(String name, EngineClock clock) {
    return clock.before(clock.ended() ? 0 : longest(name, CompiledRule::settleMillis));
  }

  /** Around a change of rules, the more patient of the two has its way. */
  private long longest(String name, ToLongFunction<CompiledRule> delay) {
    long longest = 0;
    for (RuleSet rules : sets.values()) {
      CompiledRule rule = rules.rule(name);
      if (rule != null) {
        longest = Math.max(longest, delay.applyAsLong(rule));
      }
    }
    return longest;
  }

  private RuleReaders indexOf(RuleSet rules) {
    return Objects.requireNonNull(readers.get(rules), "a set of the timeline is indexed");
  }
}
