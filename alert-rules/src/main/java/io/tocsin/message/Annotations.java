package io.tocsin.message;

import io.tocsin.alert.Alert;
import io.tocsin.template.MessageTemplate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a message says of an alert beside its labels. */
final class Annotations {
  private static final String WITHDRAWN =
      "logs that came late, or were read again after a restart, show that the condition did not"
          + " hold";

  private Annotations() {}

  /**
   * The rule's own annotations, rendered, and beside them what every alert can say: {@code
   * description}, {@code value}, {@code condition}, {@code window}, {@code level}, {@code sample},
   * and why it is over as {@code reason}, with {@code lasted}, {@code peak} and {@code logs}, or
   * {@code withdrawn}. The rule's own win.
   */
  static TreeMap<String, String> of(Notice notice) {
    Alert alert = notice.alert();
    TreeMap<String, String> annotations = new TreeMap<>();
    put(annotations, "description", alert.facts().description());
    put(annotations, "value", MessageValues.number(alert, alert.value()));
    put(annotations, "condition", alert.facts().condition());
    put(annotations, "window", ReadableDuration.of(alert.facts().windowMillis()));
    put(annotations, "level", alert.level() == null ? "" : alert.level());
    put(annotations, "sample", alert.samples().isEmpty() ? "" : alert.samples().get(0).line());
    switch (notice.status()) {
      case FIRING -> {}
      case ENDED -> {
        put(annotations, "reason", alert.reason() == null ? "" : alert.reason().text());
        AlertText.atTheEnd(notice).forEach((name, text) -> put(annotations, lower(name), text));
      }
      case WITHDRAWN -> put(annotations, "withdrawn", WITHDRAWN);
    }
    Map<String, String> values = MessageValues.of(alert);
    alert
        .facts()
        .annotations()
        .forEach((name, text) -> annotations.put(name, render(text, values)));
    return annotations;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static void put(Map<String, String> annotations, String name, String text) {
    if (!text.isEmpty()) {
      annotations.put(name, text);
    }
  }

  /** What is no template is shown as it is: a message must not fail for its decoration. */
  private static String render(String text, Map<String, String> values) {
    if (!text.contains("{{")) {
      return text;
    }
    try {
      return MessageTemplate.of(text).render(values);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
