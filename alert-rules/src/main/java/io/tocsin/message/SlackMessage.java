package io.tocsin.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.Sample;
import io.tocsin.alert.EndReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The JSON of a Slack incoming webhook: an attachment for each alert, with what is needed to act on
 * it. What comes out of logs is escaped, so that it can neither mention anybody nor forge a link.
 */
final class SlackMessage {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LONGEST_LINE = 300;
  private static final int LONGEST_TITLE = 150;
  private static final int MOST_SAMPLES = 3;

  private SlackMessage() {}

  static byte[] write(Notification notification, Links links) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      int all = notification.notices().size() + notification.omitted();
      if (all > 1) {
        json.writeStringField("text", headline(notification, all));
      }
      json.writeArrayFieldStart("attachments");
      for (Notice notice : notification.notices()) {
        writeAttachment(json, notice, links);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static String headline(Notification notification, int all) {
    String group = notification.groupKey().replaceFirst("^\\{}:", "");
    String shown =
        notification.omitted() == 0 ? "" : ", the first " + notification.notices().size();
    return escaped("%d alerts in %s%s".formatted(all, group, shown));
  }

  private static void writeAttachment(JsonGenerator json, Notice notice, Links links)
      throws IOException {
    Alert alert = notice.alert();
    String title = title(notice);
    Map<String, String> annotations = Annotations.of(notice);
    json.writeStartObject();
    json.writeStringField("title", escaped(title));
    String discover = Discover.link(alert, links);
    if (!discover.isEmpty()) {
      json.writeStringField("title_link", discover);
    }
    json.writeStringField("fallback", escaped(title));
    json.writeStringField("color", color(notice));
    json.writeStringField("text", text(alert, annotations));
    json.writeArrayFieldStart("fields");
    writeFields(json, notice, annotations);
    json.writeEndArray();
    json.writeArrayFieldStart("mrkdwn_in");
    json.writeString("text");
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeFields(
      JsonGenerator json, Notice notice, Map<String, String> annotations) throws IOException {
    Alert alert = notice.alert();
    writeField(json, "Value", value(alert));
    writeField(json, "Window", ReadableDuration.of(alert.facts().windowMillis()));
    writeField(json, "Since", readersTime(alert.startsAt()));
    if (alert.level() != null) {
      writeField(json, "Level", escaped(alert.level()));
    }
    Long resolvedAt = alert.resolvedAt();
    if (notice.status() == Notice.Status.ENDED && resolvedAt != null) {
      writeField(json, "Lasted", ReadableDuration.of(resolvedAt - alert.startsAt()));
      writeField(json, "Peak", MessageValues.number(alert, alert.peak()));
    }
    String runbook = annotations.get("runbook");
    if (runbook != null) {
      writeField(json, "Runbook", escaped(runbook));
    }
  }

  /** A time that Slack shows in its reader's own zone. */
  private static String readersTime(long millis) {
    return "<!date^%d^{date_short_pretty} {time_secs}|%s>"
        .formatted(millis / 1000, Instant.ofEpochMilli(millis));
  }

  private static void writeField(JsonGenerator json, String title, String value)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("title", title);
    json.writeStringField("value", value);
    json.writeBooleanField("short", value.length() < 40);
    json.writeEndObject();
  }

  private static String title(Notice notice) {
    Alert alert = notice.alert();
    String group = alert.group().isEmpty() ? "" : " " + String.join(", ", alert.group().values());
    String said =
        switch (notice.status()) {
          case FIRING -> "Firing";
          case ENDED -> "Ended (" + (alert.reason() == null ? "" : alert.reason().text()) + ")";
          case WITHDRAWN -> "Withdrawn";
        };
    return cut(said + ": " + alert.rule() + group, LONGEST_TITLE);
  }

  /** Green is for recovery alone: an alert that ended for another reason is no good news. */
  private static String color(Notice notice) {
    return switch (notice.status()) {
      case FIRING -> "danger";
      case ENDED -> notice.alert().reason() == EndReason.RECOVERED ? "good" : "warning";
      case WITHDRAWN -> "warning";
    };
  }

  private static String value(Alert alert) {
    String value = MessageValues.number(alert, alert.value());
    if (alert.readings().isEmpty()) {
      return escaped(value);
    }
    Alert.Reading first = alert.readings().get(0);
    return escaped(value + " (" + first.operator() + " " + MessageValues.threshold(alert) + ")");
  }

  private static String text(Alert alert, Map<String, String> annotations) {
    StringBuilder text = new StringBuilder();
    String headline = annotations.containsKey("summary") ? "summary" : "description";
    for (String name : List.of(headline, "withdrawn")) {
      String said = annotations.get(name);
      if (said != null) {
        text.append(escaped(said)).append('\n');
      }
    }
    for (Sample sample : alert.samples().stream().limit(MOST_SAMPLES).toList()) {
      String line = cut(sample.line().replaceAll("\\s+", " "), LONGEST_LINE).replace('`', '\'');
      text.append("```").append(escaped(line)).append("```\n");
    }
    return text.toString().stripTrailing();
  }

  /** The text no longer than this, cut between two characters. */
  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return text.substring(0, end) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
