package io.tocsin.engine;

import io.tocsin.slot.SeriesSlots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** A group's state in memory. */
class MemoryStore implements GroupStore {
  private final Long2ObjectHashMap<SeriesSlots> slots = new Long2ObjectHashMap<>();
  private final Map<String, RuleState> rules = new HashMap<>();

  @Override
  public @Nullable SeriesSlots slots(long seriesId) {
    return slots.get(seriesId);
  }

  @Override
  public void putSlots(long seriesId, SeriesSlots series) {
    slots.put(seriesId, series);
  }

  @Override
  public void removeSlots(long seriesId) {
    slots.remove(seriesId);
  }

  @Override
  public List<Long> series() {
    return new ArrayList<>(slots.keySet());
  }

  @Override
  public @Nullable RuleState rule(String name) {
    return rules.get(name);
  }

  @Override
  public void putRule(String name, RuleState state) {
    rules.put(name, state);
  }

  @Override
  public void removeRule(String name) {
    rules.remove(name);
  }

  @Override
  public List<String> rules() {
    return new ArrayList<>(rules.keySet());
  }

  boolean isEmpty() {
    return slots.isEmpty() && rules.isEmpty();
  }
}
