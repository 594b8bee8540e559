package io.tocsin.flink.alerting;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Heartbeat;
import io.tocsin.alert.Rollup;
import io.tocsin.engine.GroupEngine;
import io.tocsin.engine.GroupLimits;
import io.tocsin.flink.serializer.KeyedBytes;
import io.tocsin.incident.Incident;
import io.tocsin.incident.Incident.Kind;
import io.tocsin.incident.Incidents;
import io.tocsin.slot.GroupKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for the groups of its keys: carries the core's {@link GroupEngine}.
 *
 * <p>The first input is keyed by group, the second goes to every subtask. A group's partials can
 * arrive before the rules that they were counted by, since the two travel on different channels;
 * they wait here for those rules, which were sent before them. They do not wait in state: barriers
 * are aligned, so what was sent before a barrier has arrived on all channels when the state is
 * written.
 */
@SuppressWarnings("NullAway.Init") // Flink initialises an operator, not its constructor
final class GroupOperator extends EvaluatingOperator
    implements TwoInputStreamOperator<Partials, Control, KeyedBytes>, ProcessingTimeCallback {
  /** Each time one partition gets a heartbeat, so that sixteen have one every four seconds. */
  private static final long HEARTBEAT_MILLIS = 250;

  /** Where settled slots go that a rule wants to be published. */
  static final OutputTag<Rollup> ROLLUPS =
      new OutputTag<>("rollups", RollupSerializer.TYPE_INFORMATION);

  private static final Logger LOG = LoggerFactory.getLogger(GroupOperator.class);
  private static final long serialVersionUID = 1L;

  private final SilentAfter silentAfter;
  private transient ControlState control;
  private transient GroupEngine engine;
  private transient List<Partials> waiting;
  private transient Incidents incidents;
  private transient AlertMetrics metrics;
  private transient RuleMetrics rules;
  private transient long unsettledMillis;

  /** Decides for groups, and says of topics that they are silent after a time. */
  GroupOperator(SilentAfter silentAfter) {
    this.silentAfter = silentAfter;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    control = new ControlState(context.getOperatorStateStore());
  }

  @Override
  public void open() throws Exception {
    super.open();
    engine = new GroupEngine(control.timeline(), limits(), this);
    waiting = new ArrayList<>();
    incidents = new Incidents();
    metrics = new AlertMetrics(getMetricGroup());
    rules = new RuleMetrics(getMetricGroup(), engine::groups, control.timeline()::selectedBy);
    getMetricGroup().gauge("alertsFiring", engine::firing);
    countLiveGroups();
    unsettledMillis = control.timeline().longestUnsettledMillis();
    scheduleHeartbeat();
  }

  /** Shares of a limit are key groups, which never are in two subtasks. */
  private GroupLimits limits() {
    int keyGroups = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    return new GroupLimits(
        key -> KeyGroupRangeAssignment.assignToKeyGroup(key, keyGroups) % GroupLimits.SHARES);
  }

  /** After a restore, what was live is live again. */
  private void countLiveGroups() throws Exception {
    apply(
        FlinkGroupStore.RULES, (key, states) -> engine.restored((GroupKey) key, states.entries()));
    forEachGroup(engine::restoredAsleep);
  }

  @Override
  public void processElement1(StreamRecord<Partials> record) {
    Partials partials = record.getValue();
    if (control.rulesHeard() < partials.rules()) {
      waiting.add(partials);
    } else {
      accept(partials.group());
    }
  }

  @Override
  public void processElement2(StreamRecord<Control> record) throws Exception {
    rules.show();
    long nowMillis = getProcessingTimeService().getCurrentProcessingTime();
    int version = control.timeline().version();
    if (!control.hear(record.getValue(), kept().readToMillis(), nowMillis)) {
      return;
    }
    if (record.getValue() instanceof Control.Rules && control.timeline().version() != version) {
      rulesChanged();
    }
    unsettledMillis = control.timeline().longestUnsettledMillis();
    List<Partials> waited = List.copyOf(waiting);
    waiting.clear();
    for (Partials partials : waited) {
      setCurrentKey(partials.group().key());
      processElement1(new StreamRecord<>(partials));
    }
  }

  @Override
  GroupEngine engine() {
    return engine;
  }

  @Override
  long beganAtMillis() {
    return control.beganAt();
  }

  @Override
  int silentPartitions() {
    return control.sight().silentPartitions();
  }

  private void scheduleHeartbeat() {
    long nowMillis = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService().registerTimer(nowMillis + HEARTBEAT_MILLIS, this);
  }

  @Override
  public void onProcessingTime(long timestamp) {
    sayIncidents();
    rules.show();
    TaskInfo task = getRuntimeContext().getTaskInfo();
    long nowMillis = getProcessingTimeService().getCurrentProcessingTime();
    int readers = task.getNumberOfParallelSubtasks(); // as many as there are of everything
    emit(
        new Heartbeat(
            task.getIndexOfThisSubtask(),
            readers,
            nowMillis,
            kept().readToMillis(),
            unsettledMillis,
            control.sight().blindSince(nowMillis),
            control.sight().topics(readers),
            control.sight().silentSince(readers, silentAfter::millis)));
    scheduleHeartbeat();
  }

  /** What befell the engine is of now, by the clock that alerts go by. */
  private void sayIncidents() {
    long nowMillis = getProcessingTimeService().getCurrentProcessingTime();
    incidents.drain(
        kept().isKnown() ? kept().readToMillis() : nowMillis,
        incident ->
            output.collect(
                LocalSlotsOperator.INCIDENTS,
                new StreamRecord<>(new Partials(incident, Partials.OWN_RULES))));
  }

  /** Incidents are no state: what befell before a barrier is said before it. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    sayIncidents();
  }

  @Override
  public void say(AlertRecord record) {
    metrics.said(record, getProcessingTimeService().getCurrentProcessingTime());
    emit(record);
  }

  @Override
  public void counted(long seriesId, long logs) {
    rules.matched(seriesId, logs);
  }

  @Override
  public void rollup(Rollup rollup) {
    output.collect(ROLLUPS, new StreamRecord<>(rollup));
  }

  @Override
  public void failed(String rule, GroupKey key, RuntimeException why) {
    LOG.error("cannot evaluate rule {} for {}", rule, key, why);
    rules.failed(rule);
    incidents.add(new Incident(Kind.RULE_FAILED, rule, 0, key + ": " + why));
  }

  @Override
  public void tooLate(String rule, GroupKey key, long slotMillis, long logs) {
    metrics.tooLate(logs);
    rules.tooLate(rule, logs);
    incidents.add(
        Kind.LATE_LOGS_DROPPED,
        rule,
        logs,
        () -> logs + " logs of " + key + " for " + Instant.ofEpochMilli(slotMillis));
  }

  @Override
  public void overLimit(String rule, GroupKey key, long slotMillis, long logs) {
    metrics.overLimit(logs);
    rules.overLimit(rule, logs);
    incidents.add(Kind.GROUP_LIMIT, rule, logs, () -> logs + " logs of " + key + " were left out");
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (!waiting.isEmpty()) {
      throw new IllegalStateException(
          waiting.size() + " partials have overtaken their rules: are checkpoints unaligned?");
    }
    super.snapshotState(context);
  }
}
