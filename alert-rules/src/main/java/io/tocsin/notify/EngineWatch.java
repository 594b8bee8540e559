package io.tocsin.notify;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertIds;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertRecord.Evidence;
import io.tocsin.alert.EndReason;
import io.tocsin.alert.Heartbeat;
import io.tocsin.alert.RuleFacts;
import io.tocsin.alert.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Raises {@code tocsin/source-stalled}: the alerting job says nothing any more, or says that it
 * cannot see. It may be unable to raise that itself.
 */
public final class EngineWatch {
  /** The name by which the alert goes. */
  public static final String RULE = "tocsin/source-stalled";

  /** How long nothing may be heard or seen. */
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private static final long MINUTE = 60_000;

  private EngineWatch() {}

  /**
   * What follows from what was heard.
   *
   * @param health the state from here on
   * @param records what is to be said; empty if nothing has changed
   */
  public record Verdict(EngineHealth health, List<AlertRecord> records) {
    /** Copies the list. */
    public Verdict {
      records = List.copyOf(records);
    }
  }

  private record Trouble(long since, String what) {}

  /**
   * Looks at the heartbeats.
   *
   * @param listeningSince when a heartbeat came last, or when this began to listen: while old ones
   *     are read nothing is known of now
   */
  public static Verdict judge(EngineHealth health, long listeningSince, long nowMillis) {
    Trouble trouble = trouble(health, listeningSince, nowMillis);
    AlertRecord said = health.said();
    if (trouble != null && said == null) {
      AlertRecord fired = fired(health, trouble, nowMillis);
      AlertRecord settled =
          new AlertRecord(Transition.SETTLED, fired.slotMillis(), fired.alert(), fired.evidence());
      return new Verdict(health.saying(fired), List.of(fired, settled));
    }
    boolean knowsNow = nowMillis - EngineHealth.newest(health.latest().values()) <= limit();
    if (trouble == null && said != null && knowsNow) {
      return new Verdict(health.saying(null), ended(said, nowMillis));
    }
    return new Verdict(health, List.of());
  }

  private static @Nullable Trouble trouble(
      EngineHealth health, long listeningSince, long nowMillis) {
    Collection<Heartbeat> heartbeats = health.latest().values();
    if (heartbeats.isEmpty()) {
      return null;
    }
    long newest = EngineHealth.newest(heartbeats);
    if (nowMillis - newest > limit()) {
      return nowMillis - listeningSince > limit()
          ? new Trouble(newest, "The alerting job has said nothing since " + instant(newest) + ".")
          : null;
    }
    for (Heartbeat heartbeat : heartbeats) {
      Long blindSince = heartbeat.blindSinceMillis();
      if (nowMillis - heartbeat.atMillis() > limit()) {
        return new Trouble(
            heartbeat.atMillis(),
            "Subtask %d of %d of the alerting job has said nothing since %s."
                .formatted(heartbeat.subtask(), health.subtasks(), instant(heartbeat.atMillis())));
      }
      if (blindSince != null && nowMillis - blindSince > limit()) {
        return new Trouble(
            blindSince,
            "The alerting job has not been able to read all logs since %s: no alert can be relied"
                    .formatted(instant(blindSince))
                + " on to fire or to end.");
      }
    }
    return null;
  }

  private static long limit() {
    return LIMIT.toMillis();
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static AlertRecord fired(EngineHealth health, Trouble trouble, long nowMillis) {
    long startsAt = Math.floorDiv(trouble.since, MINUTE) * MINUTE;
    long firedAt = Math.max(startsAt, Math.floorDiv(nowMillis, MINUTE) * MINUTE);
    String key = AlertIds.key(RULE, Map.of());
    Alert alert =
        new Alert(
            AlertIds.alert(key, startsAt),
            key,
            RULE,
            Map.of(),
            State.FIRING,
            null,
            null,
            startsAt,
            firedAt,
            null,
            null,
            null,
            List.of(),
            List.of(),
            Map.of(),
            null,
            facts(trouble.what));
    long watermark =
        health.latest().values().stream()
            .mapToLong(Heartbeat::watermarkMillis)
            .min()
            .orElse(Long.MIN_VALUE);
    return new AlertRecord(Transition.FIRED, firedAt, alert, new Evidence(watermark, 0, 0));
  }

  private static RuleFacts facts(String what) {
    return new RuleFacts(
        what,
        "",
        "heartbeats of the alerting job stop, or say that it is blind, for "
            + LIMIT.toSeconds()
            + " s",
        LIMIT.toMillis(),
        null,
        Map.of("severity", "critical", "engine", "tocsin"),
        Map.of(),
        null,
        null);
  }

  private static List<AlertRecord> ended(AlertRecord fired, long nowMillis) {
    Alert alert = fired.alert();
    long now = Math.max(alert.firedAt(), Math.floorDiv(nowMillis, MINUTE) * MINUTE);
    Alert over = Retraction.ended(alert, EndReason.RECOVERED, now);
    return List.of(
        new AlertRecord(Transition.ENDED, now, over, fired.evidence()),
        new AlertRecord(Transition.SETTLED, now, over, fired.evidence()));
  }
}
