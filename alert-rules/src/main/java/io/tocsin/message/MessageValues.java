package io.tocsin.message;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.Reading;
import io.tocsin.template.AlertNames;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a template may name: the group's fields, {@code labels.x}, and of the alert {@code rule},
 * {@code description}, {@code value}, {@code threshold}, {@code peak}, {@code logs}, {@code level},
 * {@code window}, {@code since}, {@code ended}, {@code reason}, {@code condition}, {@code sample}.
 * Numbers come with their unit, times as {@code 2026-11-20T10:05:00Z}.
 */
public final class MessageValues {
  private MessageValues() {}

  /** Every name that a template of a rule with these group fields and labels may use. */
  public static Set<String> names(Collection<String> groupFields, Collection<String> labels) {
    Set<String> names = new LinkedHashSet<>(groupFields);
    names.addAll(AlertNames.ALL);
    labels.forEach(label -> names.add("labels." + label));
    return names;
  }

  /** The value of each name for an alert; a value that the alert lacks is an empty text. */
  public static Map<String, String> of(Alert alert) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("rule", alert.rule());
    values.put("description", alert.facts().description());
    values.put("value", number(alert, alert.value()));
    values.put("threshold", threshold(alert));
    values.put("peak", number(alert, alert.peak()));
    values.put("logs", ReadableNumber.of((double) alert.logs(), null));
    values.put("level", orEmpty(alert.level()));
    values.put("window", ReadableDuration.of(alert.facts().windowMillis()));
    values.put("since", Instant.ofEpochMilli(alert.startsAt()).toString());
    Long resolvedAt = alert.resolvedAt();
    values.put("ended", resolvedAt == null ? "" : Instant.ofEpochMilli(resolvedAt).toString());
    values.put("reason", alert.reason() == null ? "" : alert.reason().text());
    values.put("condition", alert.facts().condition());
    values.put("sample", alert.samples().isEmpty() ? "" : alert.samples().get(0).line());
    alert.facts().labels().forEach((label, value) -> values.put("labels." + label, value));
    values.putAll(alert.group());
    return values;
  }

  /** A number of this alert's, such as its value or its peak, with its unit. */
  public static String number(Alert alert, @Nullable Double number) {
    return ReadableNumber.of(number, alert.facts().unit());
  }

  /** What the value is compared with in the first comparison; empty if it has none. */
  static String threshold(Alert alert) {
    if (alert.readings().isEmpty()) {
      return "";
    }
    Reading first = alert.readings().get(0);
    return first.threshold() == null ? "" : ReadableNumber.of(first.threshold(), first.unit());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
