package io.tocsin.engine;

import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Series;
import io.tocsin.slot.SlotWidth;
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

  /** Later than every slot. */
  static final long NEVER_COUNTED = Long.MAX_VALUE;

  private final TreeMap<Long, LiveRules> sets = new TreeMap<>();
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
   * Puts rules in force, in place of those of the same slot if there are any.
   *
   * @param fromSlotMillis the first slot of theirs: a whole minute that is not earlier than that of
   *     any rules before, or {@link #FROM_THE_BEGINNING}
   * @param countedFrom of the first rules of a timeline, since when their series have been counted,
   *     by id, where that is longer than they are in force; for all others it follows
   */
  public void put(long fromSlotMillis, RuleSet rules, Map<Long, Long> countedFrom) {
    Map.Entry<Long, LiveRules> before = sets.lowerEntry(fromSlotMillis);
    Map<Long, Long> since = new HashMap<>();
    for (Series series : rules.series()) {
      long id = series.id();
      since.put(
          id,
          before == null
              ? countedFrom.getOrDefault(id, fromSlotMillis)
              : countedFrom(id, fromSlotMillis, before.getValue()));
    }
    sets.put(fromSlotMillis, new LiveRules(rules, since));
    changed();
  }

  /** What the rules before have counted is there, as far back as they looked. */
  private static long countedFrom(long series, long fromSlotMillis, LiveRules before) {
    long since = before.countedFrom(series);
    return since == NEVER_COUNTED
        ? fromSlotMillis
        : Math.max(since, fromSlotMillis - before.reachMillis(series));
  }

  private void changed() {
    version++;
    Map.Entry<Long, LiveRules> last = sets.lastEntry();
    newest = last == null ? null : last.getValue();
    newestFrom = last == null ? FROM_THE_BEGINNING : last.getKey();
  }

  /** Whether the same rules are in force in all slots that are kept. */
  boolean isSteady() {
    return sets.size() == 1;
  }

  /** Counts the changes. */
  public int version() {
    return version;
  }

  /** The rules that are in force in a slot; null if none are yet. */
  private @Nullable LiveRules at(long slotMillis) {
    if (slotMillis >= newestFrom) {
      return newest;
    }
    Map.Entry<Long, LiveRules> entry = sets.floorEntry(slotMillis);
    if (entry == null) {
      // Its rules are forgotten, so it settled long ago; whoever counts for it learns that.
      entry = sets.firstEntry();
    }
    return entry == null ? null : entry.getValue();
  }

  /**
   * The first slot of other rules than the oldest; {@link Long#MAX_VALUE} while there are no
   * others.
   */
  long firstChange() {
    return sets.size() > 1 ? sets.higherKey(sets.firstKey()) : Long.MAX_VALUE;
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

  /**
   * The first slot from which on a series has been counted without a gap, up to this slot, and is
   * kept; {@link #NEVER_COUNTED} if it is not counted in the slot.
   */
  long countedFrom(long seriesId, long slotMillis) {
    LiveRules rules = at(slotMillis);
    return rules == null ? NEVER_COUNTED : rules.countedFrom(seriesId);
  }

  /**
   * Since when each series of the oldest rules has been counted: to be kept with the rules in a
   * checkpoint, and given to {@link #put} with them.
   */
  public Map<Long, Long> countedFrom() {
    return sets.isEmpty() ? Map.of() : sets.firstEntry().getValue().countedFrom();
  }

  /**
   * Lets go of the rules that were in force only before this slot, but for those of which something
   * is still to be said.
   *
   * @param readToMillis every log before it has been read, but for late ones
   */
  public void forgetBefore(long slotMillis, long readToMillis) {
    if (readToMillis == EngineClock.NOTHING_READ) {
      return;
    }
    // What ends with its rules has settled when the first slot without them has.
    long settled = readToMillis - longestUnsettledMillis() - SlotWidth.MINUTE.millis();
    Long current = sets.floorKey(Math.min(slotMillis, settled));
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

  /** The newest rules by name that select the logs that are counted in a series. */
  public List<String> selectedBy(long seriesId) {
    return newest == null
        ? List.of()
        : newest.readers(seriesId).stream()
            .filter(rule -> rule.compiled().presence() == seriesId)
            .map(LiveRule::name)
            .toList();
  }

  /**
   * The first slot of a series that is still read, in milliseconds since the epoch; {@link
   * Long#MAX_VALUE} if nobody reads it.
   */
  long keptFrom(long seriesId, EngineClock clock) {
    if (newest != null && isSteady() && !clock.ended()) {
      long kept = newest.keptMillis(seriesId);
      return kept == LiveRules.NOT_READ ? Long.MAX_VALUE : clock.before(kept);
    }
    long from = Long.MAX_VALUE;
    for (LiveRule rule : readers(seriesId)) {
      from = Math.min(from, settledTo(rule, clock) - rule.keptMillis());
    }
    return from;
  }

  /**
   * How far behind the clock slots of a series are kept while rules are steady, in milliseconds;
   * {@link LiveRules#NOT_READ} if nobody reads it.
   */
  long keptMillis(long seriesId) {
    return newest == null ? LiveRules.NOT_READ : newest.keptMillis(seriesId);
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

  /** The same but for the newest rules, if there are others, in the order of time. */
  List<LiveRule> readersBefore(long seriesId) {
    List<LiveRule> before = new ArrayList<>();
    for (LiveRules rules : sets.values()) {
      if (rules != newest || sets.size() == 1) {
        before.addAll(rules.readers(seriesId));
      }
    }
    return before;
  }

  /** The newest rules for which this group exists without logs. */
  List<LiveRule> permanent(GroupKey key) {
    return newest == null ? List.of() : newest.permanent(key);
  }

  /**
   * The newest rule of this name that has to do with the group; null if there is none, nor was in a
   * slot that is kept.
   */
  @Nullable LiveRule latest(String name, GroupKey key) {
    if (newest != null && isSteady()) {
      LiveRule only = newest.rule(name);
      return only == null || !only.concerns(key) ? null : only;
    }
    for (LiveRules rules : sets.descendingMap().values()) {
      LiveRule rule = rules.rule(name);
      if (rule != null && rule.concerns(key)) {
        return rule;
      }
    }
    return null;
  }

  /**
   * Whether a rule with the name and the groups of this one is in force in this slot or comes into
   * force after it.
   */
  boolean comes(LiveRule rule, long slotMillis) {
    Long current = sets.floorKey(slotMillis);
    return !versions(rule, current == null ? sets : sets.tailMap(current)).isEmpty();
  }

  /**
   * The rules that have the name and the groups of this one in the slots that are kept, itself
   * among them.
   */
  List<LiveRule> versions(LiveRule rule) {
    return sets.size() == 1 ? List.of(rule) : versions(rule, sets);
  }

  private static List<LiveRule> versions(LiveRule rule, Map<Long, LiveRules> among) {
    List<LiveRule> versions = new ArrayList<>();
    for (LiveRules rules : among.values()) {
      LiveRule version = rules.rule(rule.name());
      if (version != null && version.grouping().equals(rule.grouping())) {
        versions.add(version);
      }
    }
    return versions;
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
   * after an earlier one has settled; one that is not in force any more, at whole minutes.
   */
  public long longestUnsettledMillis() {
    long longest = 0;
    for (LiveRules rules : sets.values()) {
      for (CompiledRule rule : rules.set().rules()) {
        longest = Math.max(longest, rule.settleMillis() + SlotWidth.MINUTE.millis());
      }
    }
    return longest;
  }

  /** When a slot of the rule closes, at whatever width it is counted there. */
  long closesAt(LiveRule rule, long slotMillis) {
    return end(alike(rule, slotMillis), slotMillis) + longest(rule, CompiledRule::waitMillis);
  }

  /** The slot of the rule that holds this time, at whatever width it is counted there. */
  long slotOf(LiveRule rule, long timeMillis) {
    LiveRule then = alike(rule, timeMillis);
    return (then == null ? SlotWidth.MINUTE : then.width()).slotOf(timeMillis);
  }

  /** The rule with the name and the groups of this one that is in force then. */
  private @Nullable LiveRule alike(LiveRule rule, long timeMillis) {
    LiveRule then = rule(rule.name(), timeMillis);
    return then == null || !then.grouping().equals(rule.grouping()) ? null : then;
  }

  /**
   * The end of a rule's slot.
   *
   * @param rule null if none is in force: they come and go at whole minutes
   */
  static long end(@Nullable LiveRule rule, long slotMillis) {
    return rule == null
        ? SlotWidth.MINUTE.slotOf(slotMillis) + SlotWidth.MINUTE.millis()
        : slotMillis + rule.width().millis();
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
