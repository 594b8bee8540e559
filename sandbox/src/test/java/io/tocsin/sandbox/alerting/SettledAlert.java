package io.tocsin.sandbox.alerting;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.EndReason;
import io.tocsin.alert.Transition;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What of an alert that has ended for good must be the same, whoever says it. */
record SettledAlert(
    String id,
    String rule,
    Map<String, String> group,
    Instant startsAt,
    Instant firedAt,
    @Nullable Instant resolvedAt,
    @Nullable EndReason reason,
    @Nullable Double value,
    @Nullable Double peak) {

  private static SettledAlert of(Alert alert) {
    return new SettledAlert(
        alert.id(),
        alert.rule(),
        alert.group(),
        Instant.ofEpochMilli(alert.startsAt()),
        Instant.ofEpochMilli(alert.firedAt()),
        alert.resolvedAt() == null ? null : Instant.ofEpochMilli(alert.resolvedAt()),
        alert.reason(),
        alert.value(),
        alert.peak());
  }

  /**
   * The last word on each alert that was said to be settled.
   *
   * <p>An alert's start and its end settle one after the other, so the later record counts.
   */
  static Collection<Alert> lastWords(Collection<AlertRecord> said) {
    Map<String, Alert> last = new HashMap<>();
    for (AlertRecord record : said) {
      if (record.transition() == Transition.SETTLED) {
        last.put(record.alert().id(), record.alert());
      }
    }
    return last.values();
  }

  /** Those that ended before a time. */
  static Set<SettledAlert> endedBefore(Instant end, Collection<Alert> alerts) {
    Set<SettledAlert> ended = sorted();
    for (Alert alert : alerts) {
      if (hasEndedBefore(end, alert)) {
        ended.add(of(alert));
      }
    }
    return ended;
  }

  /** Those that fired before a time; what ended later counts as one that fires. */
  static Set<SettledAlert> firedBefore(Instant end, Collection<Alert> alerts) {
    Set<SettledAlert> fired = sorted();
    for (Alert alert : alerts) {
      if (alert.state() != Alert.State.RETRACTED && alert.firedAt() < end.toEpochMilli()) {
        fired.add(hasEndedBefore(end, alert) ? of(alert) : of(alert).stillFiring());
      }
    }
    return fired;
  }

  private static boolean hasEndedBefore(Instant end, Alert alert) {
    return alert.state() == Alert.State.ENDED
        && Objects.requireNonNull(alert.resolvedAt()) < end.toEpochMilli();
  }

  /** How high it gets is not known before its end. */
  private SettledAlert stillFiring() {
    return new SettledAlert(id, rule, group, startsAt, firedAt, null, null, value, null);
  }

  private static Set<SettledAlert> sorted() {
    return new TreeSet<>(
        Comparator.comparing(SettledAlert::rule)
            .thenComparing(SettledAlert::startsAt)
            .thenComparing(SettledAlert::toString));
  }
}
