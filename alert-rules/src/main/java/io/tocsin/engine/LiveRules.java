package io.tocsin.engine;

import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The rules of a set in force: by name, and by the series and the groups that concern them. */
final class LiveRules {
  /** Of a series that no rule reads. */
  static final long NOT_READ = -1;

  private final RuleSet set;
  private final Long2LongHashMap countedFrom = new Long2LongHashMap(RuleTimeline.NEVER_COUNTED);
  private final Map<String, LiveRule> byName = new HashMap<>();
  private final Long2ObjectHashMap<List<LiveRule>> bySeries = new Long2ObjectHashMap<>();
  private final Long2LongHashMap keptMillis = new Long2LongHashMap(NOT_READ);
  private final Map<GroupKey, List<LiveRule>> byPermanentKey = new HashMap<>();

  /**
   * The rules of a set.
   *
   * @param countedFrom the first slot of each series that was counted and is kept, by id
   */
  LiveRules(RuleSet set, Map<Long, Long> countedFrom) {
    this.set = set;
    this.countedFrom.putAll(countedFrom);
    for (CompiledRule compiled : set.rules()) {
      LiveRule rule = new LiveRule(compiled);
      byName.put(rule.name(), rule);
      for (long series : compiled.counted()) {
        bySeries.computeIfAbsent(series, unused -> new ArrayList<>()).add(rule);
        keptMillis.put(
            series, Math.max(keptMillis.get(series), compiled.settleMillis() + rule.keptMillis()));
      }
      compiled
          .topics()
          .ifPresent(
              series -> bySeries.computeIfAbsent(series, unused -> new ArrayList<>()).add(rule));
      for (GroupKey key : compiled.permanentKeys()) {
        byPermanentKey.computeIfAbsent(key, unused -> new ArrayList<>()).add(rule);
      }
    }
  }

  RuleSet set() {
    return set;
  }

  @Nullable LiveRule rule(String name) {
    return byName.get(name);
  }

  /**
   * The first slot of a series that was counted and is kept; {@link RuleTimeline#NEVER_COUNTED}.
   */
  long countedFrom(long seriesId) {
    return countedFrom.get(seriesId);
  }

  /** The same of all series. */
  Map<Long, Long> countedFrom() {
    return Map.copyOf(countedFrom);
  }

  /** How far back the slots of a series are kept, for those rules that read it. */
  long reachMillis(long seriesId) {
    return readers(seriesId).stream().mapToLong(LiveRule::reachMillis).max().orElse(0);
  }

  /**
   * How far behind the clock slots of a series are kept, in milliseconds; {@link #NOT_READ} if
   * nobody reads it.
   */
  long keptMillis(long seriesId) {
    return keptMillis.get(seriesId);
  }

  /** The rules that read a series. */
  List<LiveRule> readers(long seriesId) {
    List<LiveRule> found = bySeries.get(seriesId);
    return found == null ? List.of() : found;
  }

  /** The rules for which this group exists without logs. */
  List<LiveRule> permanent(GroupKey key) {
    return byPermanentKey.getOrDefault(key, List.of());
  }
}
