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
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The state of the group whose key is current.
 *
 * <p>The first few series of a group are one value. Further ones are entries of a map, each of
 * which a state backend on disk reads and writes by itself; so are those of a group whose slots are
 * many. A group of a savepoint from before there was such a value has all of them in the map, where
 * they stay; it is {@link #adopt adopted} first. The value also says whether there is anything in
 * the maps, since to look for it is the most that a state backend on disk can be asked.
 *
 * <p>A group is looked at by asking for the same few series again and again; each time the state
 * backend would find the group among all others first. So what it has said is remembered until
 * {@link #keyChanged}, and the value is written once, by {@link #write}.
 */
final class FlinkGroupStore implements GroupStore {
  /** The states of rules, by their names. */
  static final MapStateDescriptor<String, RuleState> RULES =
      new MapStateDescriptor<>("rules", StringSerializer.INSTANCE, RuleStateSerializer.INSTANCE);

  /** The slots of the first few series. */
  static final ValueStateDescriptor<FewSlots> FEW =
      new ValueStateDescriptor<>("few-slots", FewSlotsSerializer.INSTANCE);

  /** The slots of further series, by their ids. */
  static final MapStateDescriptor<Long, SeriesSlots> MORE =
      new MapStateDescriptor<>("slots", LongSerializer.INSTANCE, SeriesSlotsSerializer.INSTANCE);

  /** To write so many slots together is little beside what else is done for a group. */
  private static final int MOST_SLOTS = 64;

  /**
   * A power of two; ids are hashes, so that their last bits are as good as any. Where thousands of
   * rules group by host, a host has thousands of series, and is told of many of them at once.
   */
  private static final int REMEMBERED = 1_024;

  private final boolean keepsObjects;
  private final ValueState<FewSlots> value;
  private final MapState<Long, SeriesSlots> further;
  private final MapState<String, RuleState> rules;

  /** Those of the value, if it was asked for in this turn. */
  private FewSlots few = new FewSlots();

  private long fewReadIn;

  /** Whether the state backend has been given them, or has said them. */
  private boolean isKept;

  private boolean isChanged;
  private boolean ruleRemoved;

  /** Further series by the last bits of their ids, and what was said of them in which turn. */
  private final long[] ids = new long[REMEMBERED];

  private final @Nullable SeriesSlots[] said = new SeriesSlots[REMEMBERED];
  private final long[] turns = new long[REMEMBERED];
  private long turn = 1;

  /**
   * The state of an operator.
   *
   * @param keepsObjects whether the state backend keeps the objects that it is given: then what is
   *     changed in one that it has said is kept without being written
   */
  FlinkGroupStore(KeyedStateStore state, boolean keepsObjects) {
    this.keepsObjects = keepsObjects;
    value = state.getState(FEW);
    further = state.getMapState(MORE);
    rules = state.getMapState(RULES);
  }

  /**
   * Forgets what is remembered: another group's key is current, or may have been meanwhile.
   *
   * @throws IllegalStateException if what has changed was not written
   */
  void keyChanged() {
    if (isChanged) {
      throw new IllegalStateException("what has changed of a group was not written");
    }
    turn++;
  }

  /** Gives the state backend what has changed. */
  void write() {
    if (isChanged) {
      isChanged = false;
      run(this::writeFew);
    }
  }

  private void writeFew() throws Exception {
    if (few.isEmpty() && few.hasMore()) {
      few.setMore(!further.isEmpty());
    }
    if (ruleRemoved) {
      ruleRemoved = false;
      few.setRules(!rules.isEmpty());
    }
    if (few.isEmpty() && !few.hasMore() && !few.hasRules()) {
      value.clear();
      isKept = false;
    } else {
      keepLargeApart();
      if (!isKept || !keepsObjects) {
        value.update(few);
        isKept = true;
      }
    }
  }

  private void keepLargeApart() throws Exception {
    int slots = 0;
    for (int place = 0; place < few.size(); place++) {
      slots += few.at(place).size();
    }
    if (slots > MOST_SLOTS) {
      for (int place = 0; place < few.size(); place++) {
        further.put(few.id(place), few.at(place));
        remember(few.id(place), few.at(place));
      }
      few.clear();
      few.setMore(true);
    }
  }

  /**
   * Gives a group its value that has none, because it is of a savepoint from before there was one.
   * From then on, a group without a value has nothing.
   */
  void adopt() {
    if (!hasFew()) {
      run(
          () -> {
            FewSlots none = new FewSlots();
            none.setMore(!further.isEmpty());
            none.setRules(!rules.isEmpty());
            value.update(none);
          });
    }
  }

  /** Whether the group has a value. */
  boolean hasFew() {
    return call(value::value) != null;
  }

  private FewSlots few() {
    if (fewReadIn != turn) {
      run(this::readFew);
      fewReadIn = turn;
    }
    return few;
  }

  private void readFew() throws Exception {
    FewSlots kept = value.value();
    isKept = kept != null;
    few = kept == null ? new FewSlots() : kept;
  }

  @Override
  public @Nullable SeriesSlots slots(long seriesId) {
    FewSlots known = few();
    SeriesSlots series = known.get(seriesId);
    return series == null && known.hasMore() ? further(seriesId) : series;
  }

  private @Nullable SeriesSlots further(long seriesId) {
    int place = place(seriesId);
    if (turns[place] == turn && ids[place] == seriesId) {
      return said[place];
    }
    SeriesSlots series = call(() -> further.get(seriesId));
    remember(seriesId, series);
    return series;
  }

  private static int place(long seriesId) {
    return (int) seriesId & REMEMBERED - 1;
  }

  private void remember(long seriesId, @Nullable SeriesSlots series) {
    int place = place(seriesId);
    turns[place] = turn;
    ids[place] = seriesId;
    said[place] = series;
  }

  @Override
  public void putSlots(long seriesId, SeriesSlots series) {
    FewSlots known = few();
    boolean isFurther =
        !known.has(seriesId) && (known.isFull() || known.hasMore() && further(seriesId) != null);
    if (!isFurther) {
      known.put(seriesId, series);
      isChanged = true;
      return;
    }
    run(() -> further.put(seriesId, series));
    remember(seriesId, series);
    if (!known.hasMore()) {
      known.setMore(true);
      isChanged = true;
    }
  }

  @Override
  public void removeSlots(long seriesId) {
    FewSlots known = few();
    if (known.remove(seriesId)) {
      isChanged = true;
    } else if (known.hasMore()) {
      run(() -> further.remove(seriesId));
      remember(seriesId, null);
      // With the last of them the value may go.
      isChanged |= known.isEmpty();
    }
  }

  @Override
  public List<Long> series() {
    FewSlots known = few();
    List<Long> series = new ArrayList<>(known.size());
    for (int i = 0; i < known.size(); i++) {
      series.add(known.id(i));
    }
    if (known.hasMore()) {
      run(() -> addFurther(series));
    }
    return series;
  }

  /** Whoever asks for all of them asks for each. */
  private void addFurther(List<Long> series) throws Exception {
    for (Map.Entry<Long, SeriesSlots> entry : further.entries()) {
      series.add(entry.getKey());
      remember(entry.getKey(), entry.getValue());
    }
  }

  @Override
  public @Nullable RuleState rule(String name) {
    return few().hasRules() ? call(() -> rules.get(name)) : null;
  }

  @Override
  public void putRule(String name, RuleState state) {
    run(() -> rules.put(name, state));
    if (!few().hasRules()) {
      few.setRules(true);
      isChanged = true;
    }
  }

  @Override
  public void removeRule(String name) {
    if (few().hasRules()) {
      run(() -> rules.remove(name));
      ruleRemoved = true;
      isChanged = true;
    }
  }

  @Override
  public List<String> rules() {
    return few().hasRules() ? call(() -> copy(rules.keys())) : List.of();
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
