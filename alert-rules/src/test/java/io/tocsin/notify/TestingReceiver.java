package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.message.Notice;
import io.tocsin.message.Notice.Status;
import io.tocsin.notify.Notifier.Verdict;
import io.tocsin.receiver.Channel;
import io.tocsin.receiver.Endpoint;
import io.tocsin.receiver.Grouping;
import io.tocsin.receiver.MuteTime;
import io.tocsin.receiver.Receiver;
import io.tocsin.receiver.Secret;
import io.tocsin.silence.Silence;
import io.tocsin.silence.Silences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One group at one receiver, with a clock that is moved by hand and a journal of what it got. */
final class TestingReceiver implements TrackedAlerts {
  static final Grouping GROUPING =
      new Grouping(
          List.of("alertname"), Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofHours(4));

  private final Receiver receiver;
  private final List<String> reports = new ArrayList<>();
  private Silences silences = Silences.NONE;
  private Darkness darkness = Darkness.NONE;
  private Notifier notifier;
  private final List<String> journal = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final Map<String, Status> told = new LinkedHashMap<>();
  private Map<String, byte[]> alerts = new LinkedHashMap<>();
  private byte[] group = StateCodec.write(GroupState.of(Map.of("alertname", "checkout-errors")));
  private @Nullable Answer failing;
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  long now;

  TestingReceiver(Receiver receiver) {
    this.receiver = receiver;
    this.notifier = notifier(Silences.NONE);
  }

  private Notifier notifier(Silences all) {
    silences = all;
    return new Notifier(
        new Quiet(all, darkness, receiver),
        record -> {
          assertThat(AlertsCodec.read(AlertsCodec.write(record))).isEqualTo(record);
          reports.add(
              "%s %s %s %s"
                  .formatted(
                      record.outcome(),
                      record.status(),
                      record.group().get("host.name"),
                      record.detail())
                  .strip());
        });
  }

  /** Somebody has silenced something, or nothing any more. */
  TestingReceiver silenced(Silence... silences) {
    notifier = notifier(new Silences(List.of(silences)));
    return reviewed();
  }

  /** The source of logs tells nothing; null: it speaks again. */
  TestingReceiver dark(@Nullable String why) {
    darkness = Darkness.ofSource(why, now);
    notifier = notifier(silences);
    return reviewed();
  }

  /** These topics have no logs; all others that had none have some again. */
  TestingReceiver silent(String... topics) {
    Map<String, String> silent = new LinkedHashMap<>();
    for (String topic : topics) {
      silent.put(topic, "held under tocsin/source-silent: no log in " + topic);
    }
    darkness = darkness.becoming(new Gap(null, now), silent, now);
    darkness = StateCodec.readDarkness(StateCodec.write(darkness));
    notifier = notifier(silences);
    return reviewed();
  }

  /** Whoever notifies begins anew, by a clock that was set back by this. */
  TestingReceiver setBack(Duration duration) {
    now -= duration.toMillis();
    return reviewed();
  }

  private TestingReceiver reviewed() {
    group = StateCodec.write(notifier.reviewed(group(), this, now));
    return this;
  }

  /** What became of its alerts: {@code HELD firing web-1 why}. */
  List<String> reports() {
    return reports;
  }

  static TestingReceiver usual() {
    return new TestingReceiver(receiver(GROUPING, 500, true));
  }

  static Receiver receiver(Grouping grouping, int largest, boolean sendEnded) {
    return receiver(grouping, largest, sendEnded, List.of());
  }

  static Receiver receiver(
      Grouping grouping, int largest, boolean sendEnded, List<MuteTime> mutes) {
    Endpoint endpoint = new Endpoint(new Secret("http://localhost"), Map.of(), null);
    return new Receiver(
        "team-hook",
        new Channel.Webhook(endpoint, null),
        grouping,
        Duration.ofSeconds(10),
        Duration.ofHours(1),
        largest,
        sendEnded,
        mutes);
  }

  /** What it got: {@code 10s: FIRING web-1}, several alerts of a message with {@code +} between. */
  List<String> journal() {
    return journal;
  }

  List<String> keys() {
    return keys;
  }

  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  Map<String, Status> told() {
    return told;
  }

  GroupState group() {
    return StateCodec.readGroup(group);
  }

  void answers(@Nullable Answer failure) {
    failing = failure;
  }

  TestingReceiver hears(AlertRecord record) {
    return hears(record, true);
  }

  TestingReceiver hears(AlertRecord record, boolean addressed) {
    group = StateCodec.write(notifier.heard(group(), this, record, addressed, now));
    return this;
  }

  TestingReceiver settledUntil(long eventTime) {
    group = StateCodec.write(notifier.settled(group(), this, eventTime, now));
    return this;
  }

  /** Moves the clock, sending what falls due on the way. */
  TestingReceiver after(Duration duration) {
    long end = now + duration.toMillis();
    while (true) {
      OptionalLong next = notifier.nextAt(group());
      OptionalLong review = notifier.reviewAt(group(), now);
      if (review.isPresent()
          && review.getAsLong() <= end
          && (next.isEmpty() || review.getAsLong() <= next.getAsLong())) {
        now = review.getAsLong();
        reviewed();
        continue;
      }
      if (next.isEmpty() || next.getAsLong() > end) {
        break;
      }
      now = Math.max(now, next.getAsLong());
      Batch batch = notifier.due(group(), this, now);
      if (batch == null) {
        break;
      }
      send(batch);
    }
    now = end;
    return this;
  }

  @Nullable Batch due() {
    return notifier.due(group(), this, now);
  }

  private void send(Batch batch) {
    keys.add(batch.notification().idempotencyKey());
    if (failing != null) {
      journal.add(time() + ": failed");
      Verdict verdict = notifier.failed(group(), this, batch, failing, now);
      group = StateCodec.write(verdict.group());
      if (verdict.deadLetter() != null) {
        deadLetters.add(verdict.deadLetter());
      }
      return;
    }
    take(batch);
  }

  void take(Batch batch) {
    batch
        .notification()
        .notices()
        .forEach(notice -> assertThat(silences.of(notice.alert(), now)).isNull());
    batch.notification().notices().forEach(n -> told.put(n.alert().id(), n.status()));
    String omitted =
        batch.notification().omitted() == 0 ? "" : " and " + batch.notification().omitted();
    journal.add(
        time()
            + ": "
            + batch.notification().notices().stream()
                .map(TestingReceiver::shown)
                .collect(Collectors.joining(" + "))
            + omitted);
    group = StateCodec.write(notifier.delivered(group(), this, batch, null, now));
  }

  private String time() {
    return now / 1000 + "s";
  }

  private static String shown(Notice notice) {
    String level = notice.alert().level() == null ? "" : " " + notice.alert().level();
    return notice.status() + " " + notice.alert().group().get("host.name") + level;
  }

  Snapshot snapshot() {
    return new Snapshot(new LinkedHashMap<>(alerts), group, now);
  }

  /** Goes back, as after a crash; what the receiver got stays got. */
  void restore(Snapshot snapshot) {
    alerts = new LinkedHashMap<>(snapshot.alerts);
    group = snapshot.group;
  }

  record Snapshot(Map<String, byte[]> alerts, byte[] group, long now) {}

  Receiver receiver() {
    return receiver;
  }

  @Override
  public @Nullable TrackedAlert get(String id) {
    byte[] bytes = alerts.get(id);
    return bytes == null ? null : StateCodec.readAlert(bytes);
  }

  @Override
  public void put(String id, TrackedAlert alert) {
    alerts.put(id, StateCodec.write(alert));
  }

  @Override
  public void remove(String id) {
    alerts.remove(id);
  }

  @Override
  public List<TrackedAlert> all() {
    return alerts.values().stream().map(StateCodec::readAlert).toList();
  }
}
