package io.tocsin.cli;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.message.MessageValues;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Alerts and what has become of them, a line each. */
final class AlertLine {
  private AlertLine() {}

  /** An alert as it stands. */
  static String state(AlertRecord record) {
    Alert alert = record.alert();
    Long resolvedAt = alert.resolvedAt();
    String until = resolvedAt == null ? "" : ".." + Instant.ofEpochMilli(resolvedAt);
    return "%s%s  %-9s  %s"
        .formatted(
            Instant.ofEpochMilli(alert.startsAt()),
            until,
            alert.state().name().toLowerCase(Locale.ROOT),
            about(alert));
  }

  /** A transition, or what became of an alert on its way to a receiver. */
  static String of(AlertsRecord record) {
    if (record instanceof DeliveryRecord delivery) {
      String outcome = delivery.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return "%s  %-9s  %s  %s to %s%s"
          .formatted(
              Instant.ofEpochMilli(delivery.atMillis()),
              outcome,
              name(delivery.rule(), delivery.group(), delivery.level()),
              delivery.status(),
              delivery.receiver(),
              delivery.detail().isEmpty() ? "" : ": " + delivery.detail());
    }
    if (record instanceof AlertRecord alert) {
      return "%s  %-9s  %s"
          .formatted(
              Instant.ofEpochMilli(alert.slotMillis()),
              alert.transition().text(),
              about(alert.alert()));
    }
    return "";
  }

  private static String about(Alert alert) {
    Map<String, String> values = MessageValues.of(alert);
    StringBuilder line = new StringBuilder(name(alert.rule(), alert.group(), alert.level()));
    line.append("  ").append(values.get("value"));
    String threshold = values.getOrDefault("threshold", "");
    if (!threshold.isEmpty()) {
      line.append(" (").append(alert.readings().get(0).operator()).append(' ');
      line.append(threshold).append(')');
    }
    if (alert.reason() != null) {
      line.append("  ").append(alert.reason().text());
    }
    String recordOnly = alert.facts().recordOnly();
    if (recordOnly != null) {
      line.append("  recorded only: ").append(recordOnly);
    }
    return line.toString();
  }

  private static String name(String rule, Map<String, String> group, @Nullable String level) {
    String of =
        group.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue().replaceAll("\\s+", " "))
            .collect(Collectors.joining(" "));
    return rule + (of.isEmpty() ? "" : " " + of) + (level == null ? "" : " [" + level + "]");
  }
}
