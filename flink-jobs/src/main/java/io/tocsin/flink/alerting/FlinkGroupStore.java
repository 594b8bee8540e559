package io.tocsin.flink.alerting;

import io.tocsin.engine.GroupStore;
import io.tocsin.engine.RuleState;
import io.tocsin.engine.StoreException;
import io.tocsin.flink.serializer.RuleStateSerializer;
import io.tocsin.flink.serializer.SeriesSlotsSerializer;
import io.tocsin.slot.SeriesSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The state of the group whose key is current.
 *
 * <p>A group is looked at by asking for the same few series again and again, and for rules of which
 * most groups have none; each time the state backend would find the group among all others first.
 * So what it has said is remembered until {@link #keyChanged}.
 */
final class FlinkGroupStore implements GroupStore {
  /** The states of rules, by their names. */
  static final MapStateDescriptor<String, RuleState> RULES =
      new MapStateDescriptor<>("rules", StringSerializer.INSTANCE, RuleStateSerializer.INSTANCE);

  /** The slots of series, by their ids. */
  static final MapStateDescriptor<Long, SeriesSlots> SLOTS =
      new MapStateDescriptor<>("slots", LongSerializer.INSTANCE, SeriesSlotsSerializer.INSTANCE);

  /** A power of two; ids are hashes, so that their last bits are as good as any. */
  private static final int REMEMBERED = 32;

  private final MapState<Long, SeriesSlots> slots;
  private final MapState<String, RuleState> rules;

  /** Series by the last bits of their ids, and what was said of them when this was the turn. */
  private final long[] ids = new long[REMEMBERED];

  private final @Nullable SeriesSlots[] said = new SeriesSlots[REMEMBERED];
  private final long[] turns = new long[REMEMBERED];
  private long turn = 1;

  /** Whether there are any, if that was asked in this turn. */
  private boolean hasSlots;

  private long slotsAskedIn;
  private boolean hasRules;
  private long rulesAskedIn;

  FlinkGroupStore(KeyedStateStore state) {
    slots = state.getMapState(SLOTS);
    rules = state.getMapState(RULES);
  }

  /** Forgets what is remembered: another group's key is current, or may have been meanwhile. */
  void keyChanged() {
    turn++;
  }

  private static int place(long seriesId) {
    return (int) seriesId & REMEMBERED - 1;
  }

  @Override
  public @Nullable SeriesSlots slots(long seriesId) {
    int place = place(seriesId);
    if (turns[place] == turn && ids[place] == seriesId) {
      return said[place];
    }
    SeriesSlots series = hasSlots() ? call(() -> slots.get(seriesId)) : null;
    remember(place, seriesId, series);
    return series;
  }

  private void remember(int place, long seriesId, @Nullable SeriesSlots series) {
    turns[place] = turn;
    ids[place] = seriesId;
    said[place] = series;
  }

  private boolean hasSlots() {
    if (slotsAskedIn != turn) {
      hasSlots = !call(slots::isEmpty);
      slotsAskedIn = turn;
    }
    return hasSlots;
  }

  private boolean hasRules() {
    if (rulesAskedIn != turn) {
      hasRules = !call(rules::isEmpty);
      rulesAskedIn = turn;
    }
    return hasRules;
  }

  @Override
  public void putSlots(long seriesId, SeriesSlots series) {
    run(() -> slots.put(seriesId, series));
    remember(place(seriesId), seriesId, series);
    hasSlots = true;
    slotsAskedIn = turn;
  }

  @Override
  public void removeSlots(long seriesId) {
    run(() -> slots.remove(seriesId));
    remember(place(seriesId), seriesId, null);
  }

  @Override
  public List<Long> series() {
    return hasSlots() ? call(this::allSeries) : List.of();
  }

  @Override
  public @Nullable RuleState rule(String name) {
    return hasRules() ? call(() -> rules.get(name)) : null;
  }

  @Override
  public void putRule(String name, RuleState state) {
    run(() -> rules.put(name, state));
    hasRules = true;
    rulesAskedIn = turn;
  }

  @Override
  public void removeRule(String name) {
    run(() -> rules.remove(name));
  }

  @Override
  public List<String> rules() {
    return hasRules() ? call(() -> copy(rules.keys())) : List.of();
  }

  /** Whoever asks for all of them asks for each. */
  private List<Long> allSeries() throws Exception {
    List<Long> series = new ArrayList<>();
    for (Map.Entry<Long, SeriesSlots> entry : slots.entries()) {
      series.add(entry.getKey());
      remember(place(entry.getKey()), entry.getKey(), entry.getValue());
    }
    return series;
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
