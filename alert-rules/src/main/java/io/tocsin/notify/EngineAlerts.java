package io.tocsin.notify;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertIds;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertRecord.Evidence;
import io.tocsin.alert.EndReason;
import io.tocsin.alert.RuleFacts;
import io.tocsin.alert.Transition;
import java.util.List;
import java.util.Map;

/** The records of alerts that {@link EngineWatch} raises: by the wall clock, and final at once. */
final class EngineAlerts {
  private static final long MINUTE = 60_000;

  private EngineAlerts() {}

  static String key(Trouble trouble) {
    return AlertIds.key(trouble.rule(), trouble.group());
  }

  static AlertRecord fired(Trouble trouble, long watermarkMillis, long nowMillis) {
    long startsAt = minute(trouble.since());
    long firedAt = Math.max(startsAt, minute(nowMillis));
    String key = key(trouble);
    Alert alert =
        new Alert(
            AlertIds.alert(key, startsAt),
            key,
            trouble.rule(),
            trouble.group(),
            State.FIRING,
            null,
            null,
            startsAt,
            firedAt,
            null,
            null,
            null,
            0,
            List.of(),
            List.of(),
            Map.of(),
            null,
            facts(trouble));
    return new AlertRecord(Transition.FIRED, firedAt, alert, new Evidence(watermarkMillis, 0, 0));
  }

  private static RuleFacts facts(Trouble trouble) {
    return new RuleFacts(
        trouble.what(),
        "",
        trouble.condition(),
        trouble.window().toMillis(),
        null,
        Map.of("severity", trouble.severity(), "engine", "tocsin"),
        Map.of(),
        null,
        false,
        null);
  }

  /** The last word of an alert that fires: that it does. */
  static AlertRecord settled(AlertRecord fired) {
    return new AlertRecord(Transition.SETTLED, fired.slotMillis(), fired.alert(), fired.evidence());
  }

  static List<AlertRecord> ended(AlertRecord fired, long nowMillis) {
    Alert alert = fired.alert();
    long now = Math.max(alert.firedAt(), minute(nowMillis));
    Alert over = Retraction.ended(alert, EndReason.RECOVERED, now);
    return List.of(
        new AlertRecord(Transition.ENDED, now, over, fired.evidence()),
        new AlertRecord(Transition.SETTLED, now, over, fired.evidence()));
  }

  private static long minute(long millis) {
    return Math.floorDiv(millis, MINUTE) * MINUTE;
  }
}
