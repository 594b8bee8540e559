package io.tocsin.engine;

import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final TreeMap<Long, LiveRules> sets = new TreeMap<>();
  private final Map<Long, Long> countedFrom = new HashMap<>();
  private @Nullable LiveRules newest;
  private long newestFrom = FROM_THE_BEGINNING;
  private int version;

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
    sets.put(fromSlotMillis, new LiveRules(rules));
    changed();
    Map<Long, Long> before = Map.copyOf(countedFrom);
    countedFrom.clear();
    for (Series series : rules.series()) {
      long id = series.id();
      countedFrom.put(id, knownSince.getOrDefault(id, before.getOrDefault(id, fromSlotMillis)));
    }
  }

  private void changed() {
    version++;
    Map.Entry<Long, LiveRules> last = sets.lastEntry();
    newest = last == null ? null : last.getValue();
    newestFrom = last == null ? FROM_THE_BEGINNING : last.getKey();
  }

  /** Counts the changes. */
  int version() {
    return version;
  }

  /** The rules that are in force in a slot; null if none are yet. */
  private @Nullable LiveRules at(long slotMillis) {
    if (slotMillis >= newestFrom) {
      return newest;
    }
    Map.Entry<Long, LiveRules> entry = sets.floorEntry(slotMillis);
    return entry == null ? null : entry.getValue();
  }

  /** The rule of this name that is in force in a slot; null if there is none. */
  @Nullable LiveRule rule(String name, long slotMillis) {
    LiveRules rules = at(slotMillis);
    return rules == null ? null : rules.rule(name);
  }

  /** The rules in force now, newest last; more than one around a change. */
  public List<RuleSet> sets() {
    return sets.values().stream().map(LiveRules::set).toList();
  }

  /** Whether the rules that came into force with this slot still govern some slot. */
  public boolean isKept(long fromSlotMillis) {
    return sets.containsKey(fromSlotMillis);
  }

  /** The slot from which the newest rules are in force. */
  public long newestFrom() {
    return newestFrom;
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
      Map<Long, LiveRules> old = sets.headMap(current);
      if (!old.isEmpty()) {
        old.clear();
        changed();
      }
    }
  }

  /** The rules that read a series in a slot. */
  List<LiveRule> readers(long seriesId, long slotMillis) {
    LiveRules rules = at(slotMillis);
    return rules == null ? List.of() : rules.readers(seriesId);
  }

  /**
   * The series of this id.
   *
   * @throws IllegalArgumentException if it is not counted in the slot
   */
  Series series(long id, long slotMillis) {
    LiveRules rules = at(slotMillis);
    Series series = rules == null ? null : rules.set().series(id);
    if (series == null) {
      throw new IllegalArgumentException("series is not counted: " + id);
    }
    return series;
  }

  /** The rules that read a series in any slot. */
  List<LiveRule> readers(long seriesId) {
    if (newest != null && sets.size() == 1) {
      return newest.readers(seriesId);
    }
    List<LiveRule> all = new ArrayList<>();
    sets.values().forEach(rules -> all.addAll(rules.readers(seriesId)));
    return all;
  }

  /** The newest rules for which this group exists without logs. */
  List<LiveRule> permanent(GroupKey key) {
    return newest == null ? List.of() : newest.permanent(key);
  }

  /** The newest rule of this name; null if there is none, nor was in a slot that is kept. */
  @Nullable LiveRule latest(String name) {
    LiveRule now = newest == null ? null : newest.rule(name);
    if (now != null) {
      return now;
    }
    for (LiveRules rules : sets.descendingMap().values()) {
      LiveRule rule = rules.rule(name);
      if (rule != null) {
        return rule;
      }
    }
    return null;
  }

  /** The first slot from which on a rule of this name has counted the same as this one. */
  long since(LiveRule rule) {
    long since = Long.MAX_VALUE;
    for (Map.Entry<Long, LiveRules> entry : sets.descendingMap().entrySet()) {
      LiveRule then = entry.getValue().rule(rule.name());
      if (then != null && then.generation() == rule.generation()) {
        since = entry.getKey();
      } else if (since != Long.MAX_VALUE) {
        return since;
      }
    }
    return since;
  }

  /** Every slot of the rule that ends by then is closed. */
  long closedTo(LiveRule rule, EngineClock clock) {
    return clock.before(clock.ended() ? 0 : longest(rule, CompiledRule::waitMillis));
  }

  /** Every slot of the rule that ends by then is settled: no log is counted in it any more. */
  long settledTo(LiveRule rule, EngineClock clock) {
    return clock.before(clock.ended() ? 0 : longest(rule, CompiledRule::settleMillis));
  }

  /**
   * How long after the end of a slot all that is said of it is final, at most, whatever the rule;
   * in milliseconds. A rule is looked at again when a slot of its closes, which may be one slot
   * after an earlier one has settled.
   */
  public long longestUnsettledMillis() {
    long longest = 0;
    for (LiveRules rules : sets.values()) {
      for (CompiledRule rule : rules.set().rules()) {
        longest = Math.max(longest, rule.settleMillis() + rule.width().millis());
      }
    }
    return longest;
  }

  /** Around a change of rules, the more patient of the two has its way. */
  private long longest(LiveRule rule, ToLongFunction<CompiledRule> delay) {
    long longest = delay.applyAsLong(rule.compiled());
    if (sets.size() > 1) {
      for (LiveRules rules : sets.values()) {
        LiveRule then = rules.rule(rule.name());
        longest = then == null ? longest : Math.max(longest, delay.applyAsLong(then.compiled()));
      }
    }
    return longest;
  }
}
