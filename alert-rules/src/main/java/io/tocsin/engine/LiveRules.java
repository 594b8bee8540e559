package io.tocsin.engine;

import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** The rules of a set in force: by name, and by the series and the groups that concern them. */
final class LiveRules {
  private final RuleSet set;
  private final Map<String, LiveRule> byName = new HashMap<>();
  private final Long2ObjectHashMap<List<LiveRule>> bySeries = new Long2ObjectHashMap<>();
  private final Map<GroupKey, List<LiveRule>> byPermanentKey = new HashMap<>();

  LiveRules(RuleSet set) {
    this.set = set;
    for (CompiledRule compiled : set.rules()) {
      LiveRule rule = new LiveRule(compiled);
      byName.put(rule.name(), rule);
      for (long series : compiled.counted()) {
        bySeries.computeIfAbsent(series, unused -> new ArrayList<>()).add(rule);
      }
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
