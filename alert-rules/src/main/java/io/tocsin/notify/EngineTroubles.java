package io.tocsin.notify;

import io.tocsin.alert.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is wrong with the engine, by what is known of it. */
final class EngineTroubles {
  static final Duration LIMIT = Duration.ofSeconds(30);

  /** As long as dead letters come at least this often, it is one alert. */
  static final Duration LETTERS = Duration.ofMinutes(5);

  private static final String CRITICAL = "critical";
  private static final String WARNING = "warning";

  private final EngineHealth health;
  private final long nowMillis;

  EngineTroubles(EngineHealth health, long nowMillis) {
    this.health = health;
    this.nowMillis = nowMillis;
  }

  List<Trouble> all(long listeningSince) {
    List<Trouble> all = new ArrayList<>(silentTopics());
    Trouble stalled = stalled(listeningSince);
    if (stalled != null) {
      all.add(stalled);
    }
    health.deadLetters().forEach((stage, letters) -> all.add(lettersOf(stage, letters)));
    EngineHealth.Refusal refusal = health.refusal();
    if (refusal != null) {
      all.add(refused(refusal));
    }
    return all;
  }

  private @Nullable Trouble stalled(long listeningSince) {
    Heartbeat newest = health.newest();
    if (newest == null) {
      return null;
    }
    if (isLong(newest.atMillis())) {
      return isLong(listeningSince)
          ? stalled(
              newest.atMillis(),
              "The alerting job has said nothing since " + instant(newest.atMillis()) + ".")
          : null;
    }
    for (Heartbeat heartbeat : new TreeMap<>(health.latest()).values()) {
      Long blindSince = heartbeat.blindSinceMillis();
      if (isLong(heartbeat.atMillis())) {
        return stalled(
            heartbeat.atMillis(),
            "Subtask %d of %d of the alerting job has said nothing since %s."
                .formatted(heartbeat.subtask(), health.subtasks(), instant(heartbeat.atMillis())));
      }
      if (blindSince != null && isLong(blindSince)) {
        return stalled(
            blindSince,
            "The alerting job has not been able to read all logs since %s: no alert can be relied"
                    .formatted(instant(blindSince))
                + " on to fire or to end.");
      }
    }
    return null;
  }

  private static Trouble stalled(long since, String what) {
    return new Trouble(
        EngineWatch.STALLED,
        null,
        since,
        what,
        CRITICAL,
        "heartbeats of the alerting job stop, or say that it is blind, for "
            + LIMIT.toSeconds()
            + " s",
        LIMIT);
  }

  /** Whether the alerting job was heard of lately. */
  boolean knowsNow() {
    Heartbeat newest = health.newest();
    return newest != null && !isLong(newest.atMillis());
  }

  /** Whether it is known which topics are silent: a job that has just begun does not know. */
  boolean knowsTopics() {
    Heartbeat newest = health.newest();
    return newest != null && newest.topics() > 0;
  }

  /** Whether no topic has logs. */
  boolean allIsSilent() {
    Heartbeat newest = health.newest();
    return newest != null && newest.topics() > 0 && newest.silentSince().size() == newest.topics();
  }

  private List<Trouble> silentTopics() {
    Heartbeat newest = health.newest();
    List<Trouble> all = new ArrayList<>();
    if (newest != null) {
      for (Map.Entry<String, Long> topic : new TreeMap<>(newest.silentSince()).entrySet()) {
        all.add(silent(topic.getKey(), topic.getValue(), newest.atMillis()));
      }
    }
    return all;
  }

  private static Trouble silent(String topic, long since, long atMillis) {
    return new Trouble(
        EngineWatch.SILENT,
        topic,
        since,
        "No log has come to topic %s since %s. Alerts for want of logs that came from there alone are held back."
            .formatted(topic, instant(since)),
        CRITICAL,
        "a topic of logs has had none for longer than its silent_after",
        Duration.ofMillis(Math.max(0, atMillis - since)));
  }

  private static Trouble lettersOf(String stage, DeadLetters letters) {
    return new Trouble(
        EngineWatch.DEAD_LETTERS,
        stage,
        letters.since(),
        "What could not be taken at stage '%s' goes to the topic of dead letters: %s"
            .formatted(stage, letters.reason()),
        WARNING,
        "something has come to the topic of dead letters within " + LETTERS.toMinutes() + " min",
        LETTERS);
  }

  private static Trouble refused(EngineHealth.Refusal refusal) {
    return new Trouble(
        EngineWatch.RECEIVERS_REJECTED,
        refusal.path(),
        refusal.since(),
        "%s is refused; what was in force before stays. %s"
            .formatted(refusal.path(), refusal.what()),
        WARNING,
        "the file of receivers has errors",
        Duration.ZERO);
  }

  private boolean isLong(long since) {
    return nowMillis - since > LIMIT.toMillis();
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
