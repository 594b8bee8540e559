package io.tocsin.flink.delivery;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.flink.job.SteadyProcessingTime;
import io.tocsin.message.Notification;
import io.tocsin.notify.DeadLetter;
import io.tocsin.notify.GroupState;
import io.tocsin.notify.Notifier;
import io.tocsin.notify.TrackedAlert;
import io.tocsin.receiver.Receivers;
import io.tocsin.silence.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells receivers, one a key. What to send and when is the {@link Notifier}'s to decide; this keeps
 * its state and wakes it up, and the {@link Dispatcher} sees requests through. The groups of a
 * receiver are namespaces of its state. Processing time is when to send, event time what has
 * settled.
 *
 * <p>An alert can arrive before the receivers that it was addressed by, since the two travel on
 * different channels; it waits here for those, which were sent before it. It does not wait in
 * state: barriers are aligned, so what was sent before a barrier has arrived on all channels.
 */
final class NotifyOperator extends AbstractStreamOperator<DeadLetter>
    implements TwoInputStreamOperator<Addressed, Directive, DeadLetter>,
        Triggerable<String, String> {
  /** What became of alerts on their way. */
  static final OutputTag<WrittenRecord> JOURNAL =
      new OutputTag<>("journal", WrittenRecordSerializer.TYPE_INFORMATION);

  private static final Logger LOG = LoggerFactory.getLogger(NotifyOperator.class);
  private static final long serialVersionUID = 1L;

  private final transient ReceiversText submitted;
  private final transient Transport transport;
  private final transient MailboxExecutor mailbox;
  private final transient SilencesAtStart atStart;
  private final transient List<Addressed> waiting = new ArrayList<>();
  private transient ReceiversInForce inForce;
  private transient ReceiverDesks desks;
  private transient KnownSilences silences;
  private transient KnownDarkness darkness;
  private transient GroupStates states;
  private transient InternalTimerService<String> timers;
  private transient Dispatcher dispatcher;

  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else.
  NotifyOperator(
      StreamOperatorParameters<DeadLetter> parameters,
      ReceiversText submitted,
      SilencesAtStart atStart,
      Transport transport) {
    super(parameters);
    // When to send must not wait for a time that the machine's clock was set back from.
    this.processingTimeService = new SteadyProcessingTime(parameters.getProcessingTimeService());
    this.atStart = atStart;
    this.submitted = submitted;
    this.transport = transport;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void open() throws Exception {
    super.open();
    inForce = new ReceiversInForce(getOperatorStateBackend(), submitted);
    desks = new ReceiverDesks(inForce.receivers(), this::journal);
    darkness = new KnownDarkness(getOperatorStateBackend());
    silences = new KnownSilences(getOperatorStateBackend());
    for (Silence silence : atStart.read()) {
      silences.change(new SilenceChange(silence.id(), silence), now());
    }
    desks.change(silences.all(), darkness.now());
    states = new GroupStates(this);
    timers = getInternalTimerService("notify", GroupStates.NAMESPACE, this);
    dispatcher =
        new Dispatcher(
            getKeyedStateBackend(),
            states,
            timers,
            transport,
            mailbox,
            new DeliveryMetrics(getMetricGroup(), desks::all),
            letter -> output.collect(new StreamRecord<>(letter)));
    resume();
  }

  /**
   * Looks at every group anew. What was under way when the checkpoint was made has no timer any
   * more.
   */
  private void resume() throws Exception {
    for (Tuple2<String, String> each : states.all()) {
      setCurrentKey(each.f0);
      ReceiverDesk desk = desks.get(each.f0);
      if (desk == null) {
        LOG.warn("no receiver '{}' any more: {} is forgotten", each.f0, each.f1);
        states.clear(each.f1);
      } else if (states.group(each.f1).value() != null) {
        dispatcher.review(desk, each.f1);
        dispatcher.attend(desk, each.f1);
      }
    }
  }

  @Override
  public void processElement2(StreamRecord<Directive> element) throws Exception {
    Directive directive = element.getValue();
    if (directive instanceof SilenceChange change) {
      silences.change(change, now());
      desks.change(silences.all(), darkness.now());
      resume();
    } else if (directive instanceof Directive.Dark change) {
      if (darkness.change(change)) {
        desks.change(silences.all(), darkness.now());
        resume();
      }
    } else if (directive instanceof ReceiversChange change && inForce.take(change)) {
      desks.change(inForce.receivers());
      LOG.info(
          "{} has changed: receivers are {}",
          change.receivers().path(),
          inForce.receivers().names());
      resume();
      takeWhatWaits();
    }
  }

  private void takeWhatWaits() throws Exception {
    List<Addressed> waited = List.copyOf(waiting);
    waiting.clear();
    for (Addressed addressed : waited) {
      setCurrentKey(addressed.receiver());
      processElement1(new StreamRecord<>(addressed));
    }
  }

  /** Directives have no event time, and hold none back. */
  @Override
  public void processWatermark2(Watermark mark) {}

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    processWatermark(mark);
  }

  @Override
  public void processElement1(StreamRecord<Addressed> element) throws Exception {
    Addressed addressed = element.getValue();
    if (addressed.generation() > inForce.generation()) {
      waiting.add(addressed);
      return;
    }
    ReceiverDesk desk = desks.get(addressed.receiver());
    if (desk == null) {
      String alert = addressed.record().alert().id();
      LOG.warn("no receiver '{}' any more: {} is not told", addressed.receiver(), alert);
      return;
    }
    hear(desk, addressed);
  }

  private void hear(ReceiverDesk desk, Addressed addressed) throws Exception {
    AlertRecord record = addressed.record();
    Alert alert = record.alert();
    Map<String, String> labels = Receivers.groupLabels(alert, desk.receiver().grouping());
    String known = states.groupOf(alert.id());
    String name = known == null ? Notification.groupKey(labels) : known;
    ValueState<GroupState> state = states.group(name);
    GroupState before = state.value();
    KeyedAlerts alerts = states.alerts(name);
    GroupState now =
        desk.notifier()
            .heard(
                before == null ? GroupState.of(labels) : before,
                alerts,
                record,
                addressed.addressed(),
                now());
    if (before == null && now.alerts() == 0) {
      return;
    }
    states.group(name).update(now);
    waitForSettling(name, alerts.get(alert.id()));
    String heir = alert.supersededBy();
    if (heir != null) {
      waitForSettling(name, alerts.get(heir));
    }
    dispatcher.attend(desk, name);
  }

  private void waitForSettling(String name, @Nullable TrackedAlert alert) {
    if (alert != null) {
      Notifier.settlesAt(alert).ifPresent(at -> timers.registerEventTimeTimer(name, at));
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, String> timer) throws Exception {
    ReceiverDesk desk = desks.get(timer.getKey());
    if (desk != null) {
      dispatcher.review(desk, timer.getNamespace());
      dispatcher.attend(desk, timer.getNamespace());
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, String> timer) throws Exception {
    ReceiverDesk desk = desks.get(timer.getKey());
    String name = timer.getNamespace();
    GroupState group = states.group(name).value();
    if (desk == null || group == null || isDraining()) {
      return;
    }
    KeyedAlerts alerts = states.alerts(name);
    long settled = timer.getTimestamp();
    states.group(name).update(desk.notifier().settled(group, alerts, settled, now()));
    for (TrackedAlert alert : alerts.all()) {
      OptionalLong again = Notifier.settlesAt(alert);
      if (again.isPresent() && again.getAsLong() > settled) {
        timers.registerEventTimeTimer(name, again.getAsLong());
      }
    }
    dispatcher.attend(desk, name);
  }

  /** The last watermark of a job that is drained says nothing of what has settled. */
  private boolean isDraining() {
    return timers.currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    if (!waiting.isEmpty()) {
      throw new IllegalStateException(
          waiting.size() + " alerts have overtaken their receivers: are checkpoints unaligned?");
    }
    super.snapshotState(context);
  }

  private void journal(DeliveryRecord record) {
    output.collect(JOURNAL, new StreamRecord<>(WrittenRecord.of(record)));
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void close() throws Exception {
    transport.close();
    super.close();
  }
}
