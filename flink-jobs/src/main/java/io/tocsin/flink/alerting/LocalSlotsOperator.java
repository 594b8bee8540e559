package io.tocsin.flink.alerting;

import io.tocsin.engine.EngineClock;
import io.tocsin.engine.GroupPartials;
import io.tocsin.engine.LocalSlots;
import io.tocsin.flink.job.SteadyProcessingTime;
import io.tocsin.flink.source.Refusal;
import io.tocsin.flink.source.RulesInForce;
import io.tocsin.flink.source.SourceElement;
import io.tocsin.incident.Incident;
import io.tocsin.incident.Incident.Kind;
import io.tocsin.incident.Incidents;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Counts logs where they are read.
 *
 * <p>Chained to the source. What was counted is sent on when it has waited {@link #FLUSH_MILLIS},
 * before a watermark and before a barrier; so nothing is held back by it, and it has no state of
 * its own. Where there is so much of it that sending it on is most of the work, it waits for {@link
 * #MOST_MILLIS}, or {@link #MOST_MILLIS_BEHIND}, since more logs are counted in it then; and so do
 * watermarks, which must not overtake it. What does not get fewer by waiting, since nearly each log
 * is of another group, is sent on at once.
 */
@SuppressWarnings("NullAway.Init") // Flink initialises an operator, not its constructor
final class LocalSlotsOperator extends AbstractStreamOperator<Partials>
    implements OneInputStreamOperator<SourceElement, Partials>, ProcessingTimeCallback {
  /** Where {@link Control} goes. */
  static final OutputTag<Control> CONTROL =
      new OutputTag<>("control", ControlSerializer.TYPE_INFORMATION);

  /** Where what befell the engine goes, counted. */
  static final OutputTag<Partials> INCIDENTS =
      new OutputTag<>("incidents", PartialsSerializer.TYPE_INFORMATION);

  /** How long a count waits for others, in milliseconds. */
  static final long FLUSH_MILLIS = 200;

  /** How long it waits if there is much of it, in milliseconds. */
  static final long MOST_MILLIS = 1_000;

  /** And how long while a backlog is read, of which nothing is urgent, in milliseconds. */
  static final long MOST_MILLIS_BEHIND = 5_000;

  /** A backlog is read where event time passes so many times as fast as time. */
  private static final int FAST = 4;

  /** More partial slots are much: within {@link #FLUSH_MILLIS} they come to 100,000 a second. */
  private static final int FEW = 20_000;

  /** For so many partial slots there is room. */
  private static final int FLUSH_SIZE = 500_000;

  private static final int LOGS_BETWEEN_LOOKS = 256;
  private static final long serialVersionUID = 1L;

  private transient LocalSlots slots;
  private transient RulesInForce inForce;
  private transient StreamRecord<Partials> partialsRecord;
  private transient StreamRecord<Control> controlRecord;
  private transient StreamRecord<Partials> incidentRecord;
  private transient Incidents incidents;
  private transient long watermark;
  private transient @Nullable Watermark held;
  private transient long flushedMillis;
  private transient long saidBegan;
  private transient long newestRules;
  private transient int logs;

  /** What was counted must not wait for a time that the machine's clock was set back from. */
  @Override
  protected void setProcessingTimeService(ProcessingTimeService ofTheMachine) {
    super.setProcessingTimeService(new SteadyProcessingTime(ofTheMachine));
  }

  @Override
  public void open() throws Exception {
    super.open();
    slots = new LocalSlots();
    inForce = RulesInForce.NONE;
    partialsRecord = new StreamRecord<>(null);
    controlRecord = new StreamRecord<>(null);
    incidentRecord = new StreamRecord<>(null);
    incidents = new Incidents();
    watermark = Long.MIN_VALUE;
    saidBegan = EngineClock.NOT_BEGUN;
    newestRules = Partials.OWN_RULES;
    getMetricGroup().gauge("slotsOpen", () -> slots.size());
    getMetricGroup().gauge("logsLeftOut", () -> slots.leftOut());
    getMetricGroup().gauge("valuesUnusable", () -> slots.unusable());
    scheduleFlush();
  }

  @Override
  public void processElement(StreamRecord<SourceElement> record) throws Exception {
    SourceElement element = record.getValue();
    if (element instanceof SourceElement.Log log) {
      slots.add(log.document());
      if (++logs % LOGS_BETWEEN_LOOKS == 0) {
        makeRoom();
      }
    } else if (element instanceof SourceElement.Rules rules) {
      changeRules(rules);
    } else if (element instanceof SourceElement.RulesRefused refused) {
      Refusal refusal = refused.refusal();
      incidents.add(new Incident(Kind.RULES_REJECTED, refusal.file(), 0, refusal.reason()));
    } else if (element instanceof SourceElement.Seen seen) {
      int reader = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
      say(new Control.Seen(reader, seen.atMillis(), seen.silentSince(), seen.silentPartitions()));
    }
    // What is no log has been counted by the source, and is the pipeline job's to keep.
  }

  private void makeRoom() throws Exception {
    int size = slots.size();
    if (size >= FLUSH_SIZE) {
      flush();
    } else if (size >= FEW) {
      slots.drainScattered(this::sendEarly);
    } else {
      slots.drainStillScattered(this::sendEarly);
    }
  }

  private void sendEarly(GroupPartials group) {
    sayBegan();
    send(group);
  }

  private void changeRules(SourceElement.Rules change) throws Exception {
    flush();
    RuleSet rules = CompiledRules.of(change.bundle());
    inForce = inForce.with(change);
    slots.put(CompiledRules.of(inForce));
    newestRules = change.number();
    say(
        new Control.Rules(
            change.bundle(),
            change.number(),
            change.fromSlotMillis(),
            change.forgetBeforeMillis()));
    for (GroupKey key : rules.permanentKeys()) {
      output.collect(
          partialsRecord.replace(new Partials(new GroupPartials(key, List.of()), newestRules)));
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    held = mark;
    if (slots.size() <= FEW || mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp()) {
      flush();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    flush();
  }

  @Override
  public void finish() throws Exception {
    flush();
    super.finish();
  }

  @Override
  public void onProcessingTime(long timestamp) throws Exception {
    long waited = timestamp - flushedMillis;
    long most = isBehind(waited) ? MOST_MILLIS_BEHIND : MOST_MILLIS;
    if (slots.size() <= FEW || waited >= most) {
      flush();
    }
    scheduleFlush();
  }

  /** Whether event time passes much faster than time does, of which so much has passed. */
  private boolean isBehind(long passedMillis) {
    Watermark mark = held;
    return mark != null
        && watermark != Long.MIN_VALUE
        && mark.getTimestamp() - watermark > FAST * passedMillis;
  }

  private void scheduleFlush() {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    getProcessingTimeService().registerTimer(now + FLUSH_MILLIS, this);
  }

  /** Sends on what was counted, and then the time that was not to overtake it. */
  private void flush() throws Exception {
    long nowMillis = getProcessingTimeService().getCurrentProcessingTime();
    flushedMillis = nowMillis;
    incidents.drain(watermark == Long.MIN_VALUE ? nowMillis : watermark + 1, this::sayIncidents);
    sayBegan();
    slots.drain(this::send);
    Watermark mark = held;
    if (mark != null) {
      held = null;
      watermark = mark.getTimestamp();
      super.processWatermark(mark);
    }
  }

  private void send(GroupPartials group) {
    output.collect(partialsRecord.replace(new Partials(group, newestRules)));
  }

  private void sayBegan() {
    if (slots.beganAt() < saidBegan) {
      saidBegan = slots.beganAt();
      say(new Control.Began(saidBegan));
    }
  }

  private void sayIncidents(GroupPartials incident) {
    output.collect(INCIDENTS, incidentRecord.replace(new Partials(incident, Partials.OWN_RULES)));
  }

  private void say(Control control) {
    output.collect(CONTROL, controlRecord.replace(control));
  }
}
