package io.tocsin.flink.alerting;

import io.tocsin.alert.AlertsRecord;
import io.tocsin.engine.EngineClock;
import io.tocsin.engine.EngineOutput;
import io.tocsin.engine.GroupEngine;
import io.tocsin.engine.GroupPartials;
import io.tocsin.engine.GroupStore;
import io.tocsin.flink.job.SteadyProcessingTime;
import io.tocsin.flink.serializer.KeyedBytes;
import io.tocsin.slot.GroupKey;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.runtime.state.KeyedStateFunction;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** Carries a {@link GroupEngine}: its state, its clock and its timers. */
@SuppressWarnings("NullAway.Init") // Flink initialises an operator, not its constructor
abstract class EvaluatingOperator extends AbstractStreamOperator<KeyedBytes>
    implements Triggerable<GroupKey, VoidNamespace>, EngineOutput {
  private static final long serialVersionUID = 1L;

  private transient FlinkGroupStore store;
  private transient KeptClock kept;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient StreamRecord<KeyedBytes> outRecord;

  /** The engine, from {@link #open} on. */
  abstract GroupEngine engine();

  /** Event time of the earliest log, as {@link EngineClock#beganAtMillis}. */
  abstract long beganAtMillis();

  /** How many partitions of the source are silent, as {@link EngineClock#silentPartitions}. */
  abstract int silentPartitions();

  /** How old an alert is must not depend on who sets the machine's clock. */
  @Override
  protected void setProcessingTimeService(ProcessingTimeService ofTheMachine) {
    super.setProcessingTimeService(new SteadyProcessingTime(ofTheMachine));
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept = new KeptClock(context.getOperatorStateStore());
    store = new FlinkGroupStore(context.getKeyedStateStore(), keepsObjects(this));
  }

  /**
   * Whether an operator's state backend is the one in memory, which gives the object that it has,
   * or a copy that it has from then on if a checkpoint is being made of the other. What is changed
   * in it needs no writing: it would be found once more, and looked at by the collector of garbage,
   * which would know that something was stored there. One that logs changes is of another class.
   */
  static boolean keepsObjects(AbstractStreamOperator<?> operator) {
    return operator.getKeyedStateBackend() instanceof HeapKeyedStateBackend;
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService("slots", VoidNamespaceSerializer.INSTANCE, this);
    outRecord = new StreamRecord<>(null);
    apply(FlinkGroupStore.MORE, (key, further) -> storeOfCurrentKey().adopt());
    apply(FlinkGroupStore.RULES, (key, states) -> storeOfCurrentKey().adopt());
  }

  /** What is remembered of a group's state is that of another group now. */
  @Override
  public void setCurrentKey(Object key) {
    super.setCurrentKey(key);
    store.keyChanged();
  }

  /** Looks at each group. */
  final void forEachGroup(BiConsumer<GroupKey, GroupStore> look) throws Exception {
    apply(FlinkGroupStore.FEW, (key, few) -> look.accept((GroupKey) key, storeOfCurrentKey()));
  }

  /** Does something for each group that has a state of this kind. */
  final <S extends State> void apply(
      StateDescriptor<S, ?> kind, KeyedStateFunction<Object, S> function) throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, kind, function);
  }

  /** The state of the group whose key the state backend has made current by itself. */
  private FlinkGroupStore storeOfCurrentKey() {
    store.keyChanged();
    return store;
  }

  /** Other rules are in force: sees to it that they are looked at in all groups in time. */
  final void rulesChanged() throws Exception {
    forEachGroup((key, group) -> schedule(engine().rulesChanged(key, group, clock())));
  }

  /** How far event time has come. */
  final KeptClock kept() {
    return kept;
  }

  /** Takes what was counted for the group whose key is current. */
  final void accept(GroupPartials partials) {
    schedule(engine().accept(partials, store, clock()));
    store.write();
  }

  final void emit(AlertsRecord record) {
    output.collect(outRecord.replace(KeyedBytes.of(record)));
  }

  @Override
  public void onEventTime(InternalTimer<GroupKey, VoidNamespace> timer) {
    schedule(engine().advance(timer.getKey(), store, clock()));
    store.write();
  }

  @Override
  public void onProcessingTime(InternalTimer<GroupKey, VoidNamespace> timer) {
    throw new IllegalStateException("groups know event time only");
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    kept.watermark(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    kept.snapshot();
    super.snapshotState(context);
  }

  private EngineClock clock() {
    return new EngineClock(
        kept.readToMillis(),
        beganAtMillis(),
        getProcessingTimeService().getCurrentProcessingTime(),
        silentPartitions(),
        kept.ended());
  }

  private void schedule(long due) {
    if (due != GroupEngine.NOTHING_DUE && !kept.ended()) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, due - 1);
    }
  }
}
