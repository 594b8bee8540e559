package io.tocsin.flink.alerting;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.engine.EngineClock;
import io.tocsin.engine.EngineOutput;
import io.tocsin.engine.GroupEngine;
import io.tocsin.engine.GroupLimits;
import io.tocsin.engine.RuleTimeline;
import io.tocsin.incident.Incidents;
import io.tocsin.slot.GroupKey;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Raises the engine's own alerts: evaluates the rules that come with the engine over the incidents
 * of this job.
 */
@SuppressWarnings("NullAway.Init") // Flink initialises an operator, not its constructor
final class IncidentsOperator extends AbstractStreamOperator<AlertsRecord>
    implements OneInputStreamOperator<Partials, AlertsRecord>,
        Triggerable<GroupKey, VoidNamespace>,
        EngineOutput {
  /** The engine's own past is complete from the first incident on. */
  private static final long ALWAYS = 0;

  private static final long serialVersionUID = 1L;

  private transient GroupEngine engine;
  private transient KeptClock kept;
  private transient FlinkGroupStore store;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient StreamRecord<AlertsRecord> outRecord;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    kept = new KeptClock(context.getOperatorStateStore());
    store = new FlinkGroupStore(context.getKeyedStateStore());
  }

  @Override
  public void open() throws Exception {
    super.open();
    // Subjects are rules and files, of which there are not more than the user wrote.
    engine = new GroupEngine(RuleTimeline.of(Incidents.rules()), new GroupLimits(key -> 0), this);
    timers = getInternalTimerService("slots", VoidNamespaceSerializer.INSTANCE, this);
    outRecord = new StreamRecord<>(null);
  }

  @Override
  public void processElement(StreamRecord<Partials> record) {
    schedule(engine.accept(record.getValue().group(), store, clock()));
  }

  @Override
  public void onEventTime(InternalTimer<GroupKey, VoidNamespace> timer) {
    schedule(engine.advance(timer.getKey(), store, clock()));
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

  private EngineClock clock() {
    return new EngineClock(
        kept.readToMillis(),
        ALWAYS,
        getProcessingTimeService().getCurrentProcessingTime(),
        kept.ended());
  }

  private void schedule(long due) {
    if (due != GroupEngine.NOTHING_DUE && !kept.ended()) {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, due - 1);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    kept.snapshot();
    super.snapshotState(context);
  }

  @Override
  public void say(AlertRecord record) {
    output.collect(outRecord.replace(record));
  }

  @Override
  public void tooLate(String rule, GroupKey key, long slotMillis, long logs) {
    LOG.warn("{} of {} came too late to be told: {} times", rule, key, logs);
  }

  @Override
  public void overLimit(String rule, GroupKey key, long slotMillis, long logs) {
    LOG.warn("{} of {} is beyond what can be told: {} times", rule, key, logs);
  }
}
