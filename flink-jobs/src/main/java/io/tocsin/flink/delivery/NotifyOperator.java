package io.tocsin.flink.delivery;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.flink.serializer.AlertsRecordSerializer;
import io.tocsin.flink.serializer.CoreTypeInfo;
import io.tocsin.message.Notification;
import io.tocsin.notify.Answer;
import io.tocsin.notify.Batch;
import io.tocsin.notify.DeadLetter;
import io.tocsin.notify.GroupState;
import io.tocsin.notify.Notifier;
import io.tocsin.notify.Notifier.Verdict;
import io.tocsin.notify.TrackedAlert;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.Receivers;
import io.tocsin.silence.Silence;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.tuple.Tuple2;
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
 * its state, wakes it up, and sees requests through. The groups of a receiver are namespaces of its
 * state.
 *
 * <p>A request never blocks: its answer comes back as a mail to the task's own thread. Until then
 * nothing in the state says that it was sent, so a checkpoint holds it as unsent, and whoever goes
 * on from there sends it again. Processing time is when to send, event time what has settled.
 */
final class NotifyOperator extends AbstractStreamOperator<DeadLetter>
    implements TwoInputStreamOperator<Addressed, SilenceChange, DeadLetter>,
        Triggerable<String, String> {
  /** What became of alerts on their way. */
  static final OutputTag<AlertsRecord> JOURNAL =
      new OutputTag<>(
          "journal", CoreTypeInfo.of(AlertsRecord.class, AlertsRecordSerializer.INSTANCE));

  private static final Logger LOG = LoggerFactory.getLogger(NotifyOperator.class);
  private static final long serialVersionUID = 1L;

  private final transient Receivers receivers;
  private final transient Transport transport;
  private final transient MailboxExecutor mailbox;
  private final transient Map<String, ReceiverDesk> desks = new HashMap<>();
  private final transient SilencesAtStart atStart;
  private transient KnownSilences silences;
  private transient GroupStates states;
  private transient InternalTimerService<String> timers;
  private transient DeliveryMetrics metrics;

  @SuppressWarnings("NullAway.Init") // Flink calls open() before anything else.
  NotifyOperator(
      StreamOperatorParameters<DeadLetter> parameters,
      Receivers receivers,
      SilencesAtStart atStart,
      Transport transport) {
    super(parameters);
    this.atStart = atStart;
    this.receivers = receivers;
    this.transport = transport;
    this.mailbox = parameters.getMailboxExecutor();
  }

  @Override
  public void open() throws Exception {
    super.open();
    silences = new KnownSilences(getOperatorStateBackend());
    for (Silence silence : atStart.read()) {
      silences.change(new SilenceChange(silence.id(), silence), now());
    }
    metrics = new DeliveryMetrics(getMetricGroup(), desks::values);
    states = new GroupStates(this);
    timers = getInternalTimerService("notify", GroupStates.NAMESPACE, this);
    resume();
  }

  /** What was under way when the checkpoint was made has no timer any more. */
  private void resume() throws Exception {
    List<Tuple2<String, String>> groups = states.all();
    for (Tuple2<String, String> each : groups) {
      setCurrentKey(each.f0);
      GroupState group = states.group(each.f1).value();
      ReceiverDesk desk = desk(each.f0);
      if (desk == null) {
        LOG.warn("no receiver '{}' any more: {} is forgotten", each.f0, each.f1);
        states.clear(each.f1);
      } else if (group != null) {
        review(desk, each.f1);
        attend(desk, each.f1);
      }
    }
  }

  @Override
  public void processElement2(StreamRecord<SilenceChange> element) throws Exception {
    silences.change(element.getValue(), now());
    desks.values().forEach(desk -> desk.silences(silences.all()));
    for (Tuple2<String, String> each : states.all()) {
      setCurrentKey(each.f0);
      ReceiverDesk desk = desk(each.f0);
      if (desk != null) {
        review(desk, each.f1);
        attend(desk, each.f1);
      }
    }
  }

  /** Silences have no event time, and hold none back. */
  @Override
  public void processWatermark2(Watermark mark) {}

  @Override
  public void processWatermark1(Watermark mark) throws Exception {
    processWatermark(mark);
  }

  @Override
  public void processElement1(StreamRecord<Addressed> element) throws Exception {
    Addressed addressed = element.getValue();
    ReceiverDesk desk = desk(addressed.receiver());
    if (desk == null) {
      return;
    }
    Alert alert = addressed.record().alert();
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
                addressed.record(),
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
    attend(desk, name);
  }

  private void waitForSettling(String name, @Nullable TrackedAlert alert) {
    if (alert != null) {
      Notifier.settlesAt(alert).ifPresent(at -> timers.registerEventTimeTimer(name, at));
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, String> timer) throws Exception {
    ReceiverDesk desk = desk(timer.getKey());
    if (desk != null) {
      review(desk, timer.getNamespace());
      attend(desk, timer.getNamespace());
    }
  }

  /** What is held back may be another thing now. */
  private void review(ReceiverDesk desk, String name) throws Exception {
    GroupState group = states.group(name).value();
    if (group != null) {
      GroupState now = desk.notifier().reviewed(group, states.alerts(name), now());
      states.group(name).update(now);
    }
  }

  @Override
  public void onEventTime(InternalTimer<String, String> timer) throws Exception {
    ReceiverDesk desk = desk(timer.getKey());
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
    attend(desk, name);
  }

  /** The last watermark of a job that is drained says nothing of what has settled. */
  private boolean isDraining() {
    return timers.currentWatermark() == Watermark.MAX_WATERMARK.getTimestamp();
  }

  /** Sends what is due of a group, or sees to it that it is looked at again when something is. */
  private void attend(ReceiverDesk desk, String name) throws Exception {
    GroupState group = states.group(name).value();
    if (group == null || desk.isUnderWay(name)) {
      return;
    }
    if (desk.notifier().isOver(group, now())) {
      states.clear(name);
      return;
    }
    wakeUp(name, desk.notifier().reviewAt(group, now()));
    OptionalLong nextAt = desk.notifier().nextAt(group);
    if (nextAt.isEmpty() || nextAt.getAsLong() > now()) {
      wakeUp(name, nextAt);
      return;
    }
    if (!desk.admits(name, now())) {
      if (desk.notBefore() > now()) {
        timers.registerProcessingTimeTimer(name, desk.notBefore());
      }
      return;
    }
    Batch batch = desk.notifier().due(group, states.alerts(name), now());
    if (batch != null) {
      send(desk, parts(desk, name, batch));
    }
  }

  /** The batch by its group, and those of others that would wait for too long. */
  private Map<String, Batch> parts(ReceiverDesk desk, String name, Batch batch) throws Exception {
    Map<String, Batch> parts = new LinkedHashMap<>();
    parts.put(name, batch);
    if (batch.notification().thread() != null) {
      return parts;
    }
    for (String other : desk.crowd()) {
      GroupState group = states.group(other).value();
      if (!other.equals(name) && group != null && group.thread() == null) {
        Batch due = desk.notifier().due(group, states.alerts(other), now());
        if (due != null) {
          parts.put(other, due);
        }
      }
    }
    return parts;
  }

  private void wakeUp(String name, OptionalLong at) {
    at.ifPresent(millis -> timers.registerProcessingTimeTimer(name, Math.max(millis, now() + 1)));
  }

  private void send(ReceiverDesk desk, Map<String, Batch> parts) {
    Receiver receiver = desk.receiver();
    List<Batch> batches = List.copyOf(parts.values());
    Notification notification =
        batches.size() == 1 ? batches.get(0).notification() : desk.notifier().merged(batches);
    desk.begins(parts.keySet(), now());
    metrics.requestBegins();
    transport
        .send(receiver, notification, now())
        .thenAccept(
            answer ->
                mailbox.execute(
                    () -> answered(desk, parts, answer), "an answer of %s", receiver.name()));
  }

  private void answered(ReceiverDesk desk, Map<String, Batch> parts, Answer answer)
      throws Exception {
    setCurrentKey(desk.receiver().name());
    desk.answers(parts.keySet(), answer, now());
    if (answer instanceof Answer.Taken) {
      metrics.delivered();
    } else {
      metrics.failed();
    }
    for (Map.Entry<String, Batch> part : parts.entrySet()) {
      boolean merged = parts.size() > 1;
      answered(desk, part.getKey(), part.getValue(), merged, answer);
    }
    for (String name : parts.keySet()) {
      attend(desk, name);
    }
    for (String next : desk.next()) {
      attend(desk, next);
    }
  }

  private void answered(ReceiverDesk desk, String name, Batch batch, boolean merged, Answer answer)
      throws Exception {
    GroupState group = states.group(name).value();
    if (group == null) {
      throw new IllegalStateException("no state for " + name + ", whose message was under way");
    }
    KeyedAlerts alerts = states.alerts(name);
    if (answer instanceof Answer.Taken taken) {
      String thread = merged ? null : taken.thread();
      states.group(name).update(desk.notifier().delivered(group, alerts, batch, thread, now()));
    } else {
      Verdict verdict = desk.notifier().failed(group, alerts, batch, answer, now());
      states.group(name).update(verdict.group());
      giveUp(verdict.deadLetter());
    }
  }

  private void giveUp(@Nullable DeadLetter letter) {
    if (letter == null) {
      return;
    }
    metrics.deadLetter();
    LOG.error(
        "receiver '{}' did not take {} after {} tries: {}",
        letter.receiver(),
        letter.groupKey(),
        letter.attempts(),
        letter.reason());
    output.collect(new StreamRecord<>(letter));
  }

  /** Null for a receiver that is not in the file. */
  private @Nullable ReceiverDesk desk(String name) {
    Receiver receiver = receivers.get(name);
    return receiver == null
        ? null
        : desks.computeIfAbsent(
            name, absent -> new ReceiverDesk(receiver, silences.all(), this::journal));
  }

  private void journal(DeliveryRecord record) {
    output.collect(JOURNAL, new StreamRecord<>(record));
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
