package io.tocsin.sandbox.demo;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.Heartbeat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the alerting job has said: each alert as it stands now, and its clock. Thread-safe. */
final class SaidAlerts {

  private final Map<String, Alert> alerts = new HashMap<>();
  private final Map<Integer, Heartbeat> heartbeats = new HashMap<>();

  synchronized void take(AlertsRecord record) {
    if (record instanceof AlertRecord said) {
      if (said.alert().state() == Alert.State.RETRACTED) {
        alerts.remove(said.alert().id());
      } else {
        alerts.put(said.alert().id(), said.alert());
      }
    } else if (record instanceof Heartbeat beat) {
      heartbeats.merge(
          beat.subtask(), beat, (old, now) -> now.atMillis() >= old.atMillis() ? now : old);
    }
  }

  /** Alerts of one rule, in no order. */
  synchronized List<Alert> of(String rule) {
    return alerts.values().stream().filter(alert -> alert.rule().equals(rule)).toList();
  }

  /** All alerts, in no order. */
  synchronized List<Alert> all() {
    return List.copyOf(alerts.values());
  }

  /**
   * Every log before this time has been evaluated, in milliseconds since the epoch; {@link
   * Long#MIN_VALUE} before the first.
   */
  synchronized long clock() {
    return heartbeats.values().stream()
        .mapToLong(Heartbeat::watermarkMillis)
        .min()
        .orElse(Long.MIN_VALUE);
  }
}
