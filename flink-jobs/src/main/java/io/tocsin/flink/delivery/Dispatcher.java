package io.tocsin.flink.delivery;

import io.tocsin.message.Notification;
import io.tocsin.notify.Answer;
import io.tocsin.notify.Batch;
import io.tocsin.notify.DeadLetter;
import io.tocsin.notify.GroupState;
import io.tocsin.notify.Notifier.Verdict;
import io.tocsin.receiver.Receiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due, and takes the answers. A request never blocks: its answer comes back as a mail
 * to the task's own thread. Until then nothing in the state says that it was sent, so a checkpoint
 * holds it as unsent, and whoever goes on from there sends it again.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  private final KeyedStateBackend<String> keys;
  private final GroupStates states;
  private final InternalTimerService<String> timers;
  private final Transport transport;
  private final MailboxExecutor mailbox;
  private final DeliveryMetrics metrics;
  private final Consumer<DeadLetter> deadLetters;

  Dispatcher(
      KeyedStateBackend<String> keys,
      GroupStates states,
      InternalTimerService<String> timers,
      Transport transport,
      MailboxExecutor mailbox,
      DeliveryMetrics metrics,
      Consumer<DeadLetter> deadLetters) {
    this.keys = keys;
    this.states = states;
    this.timers = timers;
    this.transport = transport;
    this.mailbox = mailbox;
    this.metrics = metrics;
    this.deadLetters = deadLetters;
  }

  /** What is held back of a group of the current key may be another thing now. */
  void review(ReceiverDesk desk, String name) throws Exception {
    GroupState group = states.group(name).value();
    if (group != null) {
      GroupState now = desk.notifier().reviewed(group, states.alerts(name), now());
      states.group(name).update(now);
    }
  }

  /** Sends what is due of a group, or sees to it that it is looked at again when something is. */
  void attend(ReceiverDesk desk, String name) throws Exception {
    GroupState group = states.group(name).value();
    if (group == null || desk.isUnderWay(name)) {
      return;
    }
    if (desk.notifier().isOver(group, now()) || desk.isClosing() && group.news() == 0) {
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
    keys.setCurrentKey(desk.receiver().name());
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
    deadLetters.accept(letter);
  }

  private long now() {
    return timers.currentProcessingTime();
  }
}
