package io.tocsin.flink.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.aggregate.CountPartial;
import io.tocsin.slot.SeriesSlots;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the state backend, and in whichever of its states something is. */
class FlinkGroupStoreTest {
  private static final long MINUTE = 60_000;

  static List<StateBackend> backends() {
    return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend());
  }

  /** Has a store and does nothing with it. */
  @SuppressWarnings("NullAway.Init") // Flink initialises an operator
  private static final class Keeper extends AbstractStreamOperator<String>
      implements OneInputStreamOperator<String, String> {
    private static final long serialVersionUID = 1L;
    private transient FlinkGroupStore store;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
      super.initializeState(context);
      store =
          new FlinkGroupStore(context.getKeyedStateStore(), EvaluatingOperator.keepsObjects(this));
    }

    @Override
    public void processElement(StreamRecord<String> record) {}

    FlinkGroupStore of(String group) {
      setCurrentKey(group);
      store.keyChanged();
      return store;
    }

    /** As it was before there was a value of the first few. */
    void putOneByOne(String group, long series, SeriesSlots slots) throws Exception {
      setCurrentKey(group);
      getKeyedStateStore().getMapState(FlinkGroupStore.MORE).put(series, slots);
    }
  }

  /** An operator in the state that another has left. */
  private static final class Running implements AutoCloseable {
    private final Keeper keeper = new Keeper();
    private final KeyedOneInputStreamOperatorTestHarness<String, String, String> harness;

    Running(StateBackend backend, @Nullable OperatorSubtaskState state) throws Exception {
      harness = new KeyedOneInputStreamOperatorTestHarness<>(keeper, group -> group, Types.STRING);
      harness.setStateBackend(backend);
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static SeriesSlots counts(int slots, long logs) {
    SeriesSlots series = SeriesSlots.of(new Aggregate.Count());
    for (int slot = 0; slot < slots; slot++) {
      series.merge(slot * MINUTE, new CountPartial(logs));
    }
    return series;
  }

  private static long logs(FlinkGroupStore store, long series) {
    SeriesSlots slots = Objects.requireNonNull(store.slots(series));
    return ((CountPartial) Objects.requireNonNull(slots.window(0, Long.MAX_VALUE - 1))).count();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void groupsAreKeptApartAndThroughARestart(StateBackend backend) throws Exception {
    OperatorSubtaskState state;
    try (Running running = new Running(backend, null)) {
      for (long group = 1; group <= 2; group++) {
        FlinkGroupStore store = running.keeper.of("group " + group);
        // More series than the value has room for.
        for (long series = 1; series <= 7; series++) {
          store.putSlots(series, counts(1, 10 * group + series));
        }
        store.write();
      }
      state = running.harness.snapshot(1, 1);
    }
    try (Running running = new Running(backend, state)) {
      for (long group = 1; group <= 2; group++) {
        FlinkGroupStore store = running.keeper.of("group " + group);
        assertThat(store.series())
            .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 7).boxed().toList());
        for (long series = 1; series <= 7; series++) {
          assertThat(logs(store, series)).isEqualTo(10 * group + series);
        }
        assertThat(store.slots(8)).isNull();
      }
      assertThat(running.keeper.of("group 3").series()).isEmpty();
    }
  }

  /** A checkpoint is made while logs are counted on: what is changed then is not in it. */
  @ParameterizedTest
  @MethodSource("backends")
  void aCheckpointHasWhatThereWasWhenItBegan(StateBackend backend) throws Exception {
    OperatorSubtaskState first;
    OperatorSubtaskState second;
    try (Running running = new Running(backend, null)) {
      add(5, running);
      OperatorSnapshotFutures begun =
          running.keeper.snapshotState(
              1,
              1,
              CheckpointOptions.forCheckpointWithDefaultLocation(),
              new MemCheckpointStreamFactory(1 << 20));
      add(2, running);
      first = OperatorSnapshotFinalizer.create(begun).getJobManagerOwnedState();
      add(1, running);
      second = running.harness.snapshot(2, 2);
    }
    try (Running running = new Running(backend, first)) {
      assertThat(logs(running.keeper.of("group"), 1)).isEqualTo(5);
    }
    try (Running running = new Running(backend, second)) {
      assertThat(logs(running.keeper.of("group"), 1)).isEqualTo(8);
    }
  }

  private static void add(long logs, Running running) {
    FlinkGroupStore store = running.keeper.of("group");
    SeriesSlots known = store.slots(1);
    SeriesSlots series = known == null ? SeriesSlots.of(new Aggregate.Count()) : known;
    series.merge(0, new CountPartial(logs));
    store.putSlots(1, series);
    store.write();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void whatGrowsLargeIsKeptByItselfAndIsNotThereTwice(StateBackend backend) throws Exception {
    try (Running running = new Running(backend, null)) {
      FlinkGroupStore store = running.keeper.of("group");
      store.putSlots(1, counts(2, 1));
      store.putSlots(2, counts(1, 2));
      store.write();

      store = running.keeper.of("group");
      store.putSlots(1, counts(2_000, 1));
      assertThat(logs(store, 1)).isEqualTo(2_000);
      store.write();
      assertThat(logs(store, 1)).as("in the same turn").isEqualTo(2_000);

      store = running.keeper.of("group");
      assertThat(store.series()).containsExactlyInAnyOrder(1L, 2L);
      assertThat(logs(store, 1)).isEqualTo(2_000);
      SeriesSlots grown = Objects.requireNonNull(store.slots(1));
      grown.merge(0, new CountPartial(5));
      store.putSlots(1, grown);
      store.putSlots(3, counts(1, 3));
      store.write();

      store = running.keeper.of("group");
      assertThat(store.series()).containsExactlyInAnyOrder(1L, 2L, 3L);
      assertThat(logs(store, 1)).isEqualTo(2_005);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void nothingIsLeftOfAGroupThatIsForgotten(StateBackend backend) throws Exception {
    try (Running running = new Running(backend, null)) {
      FlinkGroupStore store = running.keeper.of("group");
      for (long series = 1; series <= 7; series++) {
        store.putSlots(series, counts(1, series));
      }
      store.write();
      for (long series = 1; series <= 7; series++) {
        store = running.keeper.of("group");
        assertThat(store.hasFew()).isTrue();
        store.removeSlots(series);
        store.write();
        assertThat(running.keeper.of("group").series())
            .hasSize((int) (7 - series))
            .doesNotContain(series);
      }
      assertThat(running.keeper.of("group").hasFew()).isFalse();
      assertThat(running.keeper.of("group").series()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aGroupOfAnOlderSavepointStaysWhereItIs(StateBackend backend) throws Exception {
    try (Running running = new Running(backend, null)) {
      running.keeper.putOneByOne("group", 1, counts(1, 1));
      running.keeper.putOneByOne("group", 2, counts(1, 2));
      running.keeper.of("group").adopt();

      FlinkGroupStore store = running.keeper.of("group");
      assertThat(store.series()).containsExactlyInAnyOrder(1L, 2L);
      SeriesSlots known = Objects.requireNonNull(store.slots(1));
      known.merge(0, new CountPartial(5));
      store.putSlots(1, known);
      store.write();

      store = running.keeper.of("group");
      assertThat(logs(store, 1)).isEqualTo(6);
      store.putSlots(3, counts(1, 3));
      store.write();
      assertThat(running.keeper.of("group").series()).containsExactlyInAnyOrder(1L, 2L, 3L);

      for (long series = 1; series <= 3; series++) {
        store = running.keeper.of("group");
        store.removeSlots(series);
        store.write();
      }
      assertThat(running.keeper.of("group").hasFew()).isFalse();
      assertThat(running.keeper.of("group").series()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void nothingThatHasChangedIsLostUnnoticed(StateBackend backend) throws Exception {
    try (Running running = new Running(backend, null)) {
      running.keeper.of("group").putSlots(1, counts(1, 1));
      assertThatThrownBy(() -> running.keeper.of("other"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("what has changed of a group was not written");
    }
  }
}
