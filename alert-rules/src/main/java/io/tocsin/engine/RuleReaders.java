package io.tocsin.engine;

import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which rules of a set are concerned by a series, and by a group without logs. */
final class RuleReaders {
  private final Map<Long, List<CompiledRule>> bySeries = new HashMap<>();
  private final Map<GroupKey, List<CompiledRule>> byPermanentKey = new HashMap<>();

  RuleReaders(RuleSet rules) {
    for (CompiledRule rule : rules.rules()) {
      for (long series : rule.counted()) {
        bySeries.computeIfAbsent(series, unused -> new ArrayList<>()).add(rule);
      }
      for (GroupKey key : rule.permanentKeys()) {
        byPermanentKey.computeIfAbsent(key, unused -> new ArrayList<>()).add(rule);
      }
    }
  }

  List<CompiledRule> of(long seriesId) {
    return bySeries.getOrDefault(seriesId, List.of());
  }

  List<CompiledRule> permanent(GroupKey key) {
    return byPermanentKey.getOrDefault(key, List.of());
  }
}
