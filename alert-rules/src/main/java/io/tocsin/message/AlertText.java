package io.tocsin.message;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.Count;
import io.tocsin.alert.Alert.Reading;
import io.tocsin.alert.Alert.Sample;
import io.tocsin.alert.AlertRecord.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of an alert wherever it is said, in plain text. */
final class AlertText {
  /** The shortest title that a receiver takes is Opsgenie's. */
  static final int LONGEST_TITLE = 130;

  /** Where its start stands among the facts: a receiver may show times in its own way. */
  static final String SINCE = "Since";

  private static final int LONGEST_LINE = 300;
  private static final int LONGEST_FACT = 400;
  private static final int MOST_SAMPLES = 3;
  private static final int MOST_TOP_VALUES = 5;

  private AlertText() {}

  /** State, rule and group. */
  static String title(Notice notice) {
    Alert alert = notice.alert();
    String group = alert.group().isEmpty() ? "" : " " + group(alert);
    String said =
        switch (notice.status()) {
          case FIRING -> "Firing";
          case ENDED -> "Ended (" + (alert.reason() == null ? "" : alert.reason().text()) + ")";
          case WITHDRAWN -> "Withdrawn";
        };
    return cut(said + ": " + alert.rule() + group, LONGEST_TITLE);
  }

  /** The values of the fields in the rule's {@code by}. */
  static String group(Alert alert) {
    return String.join(", ", alert.group().values());
  }

  /** The value against what it is compared with: {@code 101 (> 100)}. */
  static String value(Alert alert) {
    String value = MessageValues.number(alert, alert.value());
    if (alert.readings().isEmpty()) {
      return value;
    }
    Reading first = alert.readings().get(0);
    return value + " (" + first.operator() + " " + MessageValues.threshold(alert) + ")";
  }

  /** What is known of it, by name, in the order in which it is shown. */
  static Map<String, String> facts(Notice notice) {
    Alert alert = notice.alert();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Value", value(alert));
    facts.put("Window", ReadableDuration.of(alert.facts().windowMillis()));
    facts.put(SINCE, Instant.ofEpochMilli(alert.startsAt()).toString());
    if (alert.level() != null) {
      facts.put("Level", alert.level());
    }
    facts.putAll(atTheEnd(notice));
    alert
        .top()
        .forEach(
            (field, counts) -> {
              if (!counts.isEmpty()) {
                facts.put("Top " + field, cut(top(counts), LONGEST_FACT));
              }
            });
    String evidence = evidence(notice.evidence());
    if (!evidence.isEmpty()) {
      facts.put("Evidence", evidence);
    }
    return facts;
  }

  /** What can be said only once it is over: how long it lasted, its peak, and how many logs. */
  static Map<String, String> atTheEnd(Notice notice) {
    Alert alert = notice.alert();
    Long resolvedAt = alert.resolvedAt();
    Map<String, String> facts = new LinkedHashMap<>();
    if (notice.status() == Notice.Status.ENDED && resolvedAt != null) {
      facts.put("Lasted", ReadableDuration.of(resolvedAt - alert.startsAt()));
      facts.put("Peak", MessageValues.number(alert, alert.peak()));
      if (alert.logs() > 0) {
        facts.put("Logs", ReadableNumber.of((double) alert.logs(), null));
      }
    }
    return facts;
  }

  private static String top(List<Count> counts) {
    return counts.stream()
        .limit(MOST_TOP_VALUES)
        .map(count -> "%s (%d)".formatted(count.value(), count.count()))
        .collect(Collectors.joining(", "));
  }

  private static String evidence(@Nullable Evidence evidence) {
    if (evidence == null || evidence.watermarkMillis() == Long.MIN_VALUE) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    parts.add("logs read up to " + Instant.ofEpochMilli(evidence.watermarkMillis()));
    if (evidence.lateLogs() > 0) {
      parts.add(evidence.lateLogs() + " came late");
    }
    if (evidence.silentPartitions() > 0) {
      int silent = evidence.silentPartitions();
      parts.add(silent + (silent == 1 ? " partition silent" : " partitions silent"));
    }
    return String.join(", ", parts);
  }

  /** Log lines that show it, each on one line and not too long. */
  static List<String> samples(Alert alert) {
    return alert.samples().stream()
        .limit(MOST_SAMPLES)
        .map(Sample::line)
        .map(line -> cut(line.replaceAll("\\s+", " "), LONGEST_LINE))
        .toList();
  }

  /** The rule's summary, or else its description, and why an alert is withdrawn. */
  static String summary(Map<String, String> annotations) {
    String headline = annotations.containsKey("summary") ? "summary" : "description";
    return List.of(headline, "withdrawn").stream()
        .map(annotations::get)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("\n"));
  }

  /** The text no longer than this, cut between two characters. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return text.substring(0, end) + "…";
  }
}
