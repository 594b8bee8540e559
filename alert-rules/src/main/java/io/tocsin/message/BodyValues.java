package io.tocsin.message;

import io.tocsin.alert.Alert;
import io.tocsin.receiver.AlertLabels;
import io.tocsin.receiver.BodyNames;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The values of {@link BodyNames} for a notification. */
final class BodyValues {
  private static final int LONGEST_DETAILS = 8_000;

  private BodyValues() {}

  /**
   * Every name with its value.
   *
   * @param secret that of the receiver; empty if it has none
   * @param named the names that the template asks for: a label among them that the alert has not is
   *     empty
   */
  static Map<String, String> of(
      Notification notification, Links links, String secret, Set<String> named) {
    Notice first = notification.notices().get(0);
    Alert alert = first.alert();
    Map<String, String> annotations = Annotations.of(first);
    Map<String, String> values = new TreeMap<>(MessageValues.of(alert));
    for (String name : named) {
      if (name.startsWith(BodyNames.LABELS)) {
        String label = AlertLabels.value(alert, name.substring(BodyNames.LABELS.length()));
        values.put(name, label == null ? "" : label);
      }
    }
    int all = notification.notices().size() + notification.omitted();
    values.put("status", status(notification));
    values.put("title", title(notification, all));
    values.put("summary", AlertText.summary(annotations));
    values.put("details", AlertText.cut(details(first), LONGEST_DETAILS));
    values.put("alerts", AlertText.cut(lines(notification), LONGEST_DETAILS));
    values.put("count", Integer.toString(all));
    values.put("omitted", Integer.toString(notification.omitted()));
    values.put("dedup", notification.groupHash());
    String severity = severity(alert);
    values.put("severity", severity);
    values.put("priority", priority(severity));
    values.put("source", alert.group().isEmpty() ? alert.rule() : AlertText.group(alert));
    values.put("group", AlertText.group(alert));
    values.put("value", AlertText.value(alert));
    String discover = Discover.link(alert, links);
    String runbook = annotations.getOrDefault("runbook", "");
    values.put("discover", discover);
    values.put("runbook", runbook);
    values.put("links", link("Logs", discover) + link("Runbook", runbook));
    values.put("silence", SilenceCommand.of(alert));
    values.put("secret", secret);
    return values;
  }

  private static String status(Notification notification) {
    if (notification.isFiring()) {
      return "firing";
    }
    return notification.notices().get(0).status().name().toLowerCase(Locale.ROOT);
  }

  private static String title(Notification notification, int all) {
    String title = AlertText.title(notification.notices().get(0));
    if (all == 1) {
      return title;
    }
    String more = " and " + (all - 1) + " more";
    return AlertText.cut(title, AlertText.LONGEST_TITLE - more.length()) + more;
  }

  private static String details(Notice notice) {
    StringBuilder details = new StringBuilder();
    AlertText.facts(notice)
        .forEach((name, fact) -> details.append(name).append(": ").append(fact).append('\n'));
    AlertText.samples(notice.alert()).forEach(line -> details.append(line).append('\n'));
    return details.toString().stripTrailing();
  }

  private static String lines(Notification notification) {
    String lines =
        notification.notices().stream()
            .map(notice -> AlertText.title(notice) + ", " + AlertText.value(notice.alert()))
            .collect(Collectors.joining("\n"));
    return notification.omitted() == 0
        ? lines
        : lines + "\nand " + notification.omitted() + " more";
  }

  /** One of the four that PagerDuty knows, from the alert's level or the label of this name. */
  private static String severity(Alert alert) {
    String label = alert.level() == null ? AlertLabels.value(alert, "severity") : alert.level();
    return switch (label == null ? "" : label.toLowerCase(Locale.ROOT)) {
      case "critical", "fatal", "emergency", "page", "p1" -> "critical";
      case "warning", "warn", "minor", "low", "p3" -> "warning";
      case "info", "notice", "debug", "none", "p4", "p5" -> "info";
      default -> "error";
    };
  }

  private static String priority(String severity) {
    return switch (severity) {
      case "critical" -> "P1";
      case "warning" -> "P3";
      case "info" -> "P5";
      default -> "P2";
    };
  }

  private static String link(String name, String address) {
    return address.isEmpty() ? "" : "[" + name + "](" + address + ") ";
  }
}
