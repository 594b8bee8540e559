package io.tocsin.flink.alerting;

import io.tocsin.engine.GroupStore;
import io.tocsin.engine.RuleState;
import io.tocsin.engine.StoreException;
import io.tocsin.flink.serializer.RuleStateSerializer;
import io.tocsin.flink.serializer.SeriesSlotsSerializer;
import io.tocsin.slot.SeriesSlots;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The state of the group whose key is current. */
final class FlinkGroupStore implements GroupStore {
  /** The states of rules, by their names. */
  static final MapStateDescriptor<String, RuleState> RULES =
      new MapStateDescriptor<>("rules", StringSerializer.INSTANCE, RuleStateSerializer.INSTANCE);

  /** The slots of series, by their ids. */
  static final MapStateDescriptor<Long, SeriesSlots> SLOTS =
      new MapStateDescriptor<>("slots", LongSerializer.INSTANCE, SeriesSlotsSerializer.INSTANCE);

  private final MapState<Long, SeriesSlots> slots;
  private final MapState<String, RuleState> rules;

  FlinkGroupStore(KeyedStateStore state) {
    slots = state.getMapState(SLOTS);
    rules = state.getMapState(RULES);
  }

  @Override
  public @Nullable SeriesSlots slots(long seriesId) {
    return call(() -> slots.get(seriesId));
  }

  @Override
  public void putSlots(long seriesId, SeriesSlots series) {
    run(() -> slots.put(seriesId, series));
  }

  @Override
  public void removeSlots(long seriesId) {
    run(() -> slots.remove(seriesId));
  }

  @Override
  public List<Long> series() {
    return call(() -> copy(slots.keys()));
  }

  @Override
  public @Nullable RuleState rule(String name) {
    return call(() -> rules.get(name));
  }

  @Override
  public void putRule(String name, RuleState state) {
    run(() -> rules.put(name, state));
  }

  @Override
  public void removeRule(String name) {
    run(() -> rules.remove(name));
  }

  @Override
  public List<String> rules() {
    return call(() -> copy(rules.keys()));
  }

  private static <T> List<T> copy(Iterable<T> keys) {
    List<T> copy = new ArrayList<>();
    keys.forEach(copy::add);
    return copy;
  }

  private interface StateCall<T> {
    T call() throws Exception;
  }

  private interface StateRun {
    void run() throws Exception;
  }

  private static <T> T call(StateCall<T> access) {
    try {
      return access.call();
    } catch (Exception e) {
      throw new StoreException("the state backend failed", e);
    }
  }

  private static void run(StateRun access) {
    try {
      access.run();
    } catch (Exception e) {
      throw new StoreException("the state backend failed", e);
    }
  }
}
