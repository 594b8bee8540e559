package io.tocsin.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.alert.Alert;
import io.tocsin.alert.EndReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a Slack message: an attachment for each alert, with what is needed to act on it. What
 * comes out of logs is escaped, so that it can neither mention anybody nor forge a link.
 */
final class SlackMessage {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int LONGEST_REPLY = 3_000;

  /** Of a link, and of a command: half of either is of no use, so a longer one is left out. */
  private static final int LONGEST_WHOLE = 2_500;

  private SlackMessage() {}

  /** For an incoming webhook, whose address says which channel. */
  static byte[] write(Notification notification, Links links) {
    return json(json -> writeMessage(json, notification, links));
  }

  /**
   * For {@code chat.postMessage}, or with {@code ts} for {@code chat.update} of that message.
   *
   * @param channel its id
   */
  static byte[] write(Notification notification, Links links, String channel, @Nullable String ts) {
    return json(
        json -> {
          json.writeStringField("channel", channel);
          if (ts != null) {
            json.writeStringField("ts", ts);
          }
          writeMessage(json, notification, links);
        });
  }

  /** What is new, in a line for each alert, for the thread below a message that was updated. */
  static byte[] writeReply(Notification notification, String channel, String threadTs) {
    String text =
        notification.notices().stream()
            .map(SlackMessage::line)
            .map(SlackMessage::escaped)
            .collect(Collectors.joining("\n"));
    return json(
        json -> {
          json.writeStringField("channel", channel);
          json.writeStringField("thread_ts", threadTs);
          json.writeStringField("text", AlertText.cut(text, LONGEST_REPLY));
        });
  }

  private static String line(Notice notice) {
    Map<String, String> facts = AlertText.facts(notice);
    String said = AlertText.title(notice) + ", " + facts.get("Value");
    String lasted = facts.get("Lasted");
    if (lasted == null) {
      return said;
    }
    String logs = facts.containsKey("Logs") ? ", " + facts.get("Logs") + " logs" : "";
    return said + ", after " + lasted + ", peak " + facts.get("Peak") + logs;
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static byte[] json(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      writing.to(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void writeMessage(JsonGenerator json, Notification notification, Links links)
      throws IOException {
    int all = notification.notices().size() + notification.omitted();
    if (all > 1) {
      json.writeStringField("text", headline(notification, all));
    }
    json.writeArrayFieldStart("attachments");
    for (Notice notice : notification.notices()) {
      writeAttachment(json, notice, links);
    }
    json.writeEndArray();
  }

  private static String headline(Notification notification, int all) {
    String group = notification.groupKey().replaceFirst("^\\{}:", "");
    String shown =
        notification.omitted() == 0
            ? ""
            : ", here the " + notification.notices().size() + " largest";
    return escaped("%d alerts in %s%s".formatted(all, group, shown));
  }

  private static void writeAttachment(JsonGenerator json, Notice notice, Links links)
      throws IOException {
    Alert alert = notice.alert();
    String title = AlertText.title(notice);
    Map<String, String> annotations = Annotations.of(notice);
    String discover = whole(Discover.link(alert, links));
    json.writeStartObject();
    json.writeStringField("title", escaped(title));
    if (!discover.isEmpty()) {
      json.writeStringField("title_link", discover);
    }
    json.writeStringField("fallback", escaped(title));
    json.writeStringField("color", color(notice));
    json.writeStringField("text", text(notice, annotations, discover));
    json.writeArrayFieldStart("fields");
    for (Map.Entry<String, String> fact : AlertText.facts(notice).entrySet()) {
      boolean since = fact.getKey().equals(AlertText.SINCE);
      String value = since ? readersTime(alert.startsAt()) : escaped(fact.getValue());
      writeField(json, escaped(fact.getKey()), value);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("mrkdwn_in");
    json.writeString("text");
    json.writeEndArray();
    json.writeEndObject();
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
    json.writeBooleanField("short", value.length() < 40 || value.startsWith("<!date"));
    json.writeEndObject();
  }

  /** Green is for recovery alone: an alert that ended for another reason is no good news. */
  private static String color(Notice notice) {
    return switch (notice.status()) {
      case FIRING -> "danger";
      case ENDED -> notice.alert().reason() == EndReason.RECOVERED ? "good" : "warning";
      case WITHDRAWN -> "warning";
    };
  }

  private static String text(Notice notice, Map<String, String> annotations, String discover) {
    Alert alert = notice.alert();
    List<String> parts = new ArrayList<>();
    parts.add(escaped(AlertText.cut(AlertText.summary(annotations), LONGEST_REPLY)));
    for (String line : AlertText.samples(alert)) {
      parts.add("```" + escaped(line.replace('`', '\'')) + "```");
    }
    String runbook = annotations.get("runbook");
    String links =
        link("Logs in Kibana", discover) + (runbook == null ? "" : link("Runbook", whole(runbook)));
    parts.add(links.strip());
    String silence = whole(SilenceCommand.of(alert));
    if (notice.status() == Notice.Status.FIRING && !silence.isEmpty()) {
      parts.add("Silence: `" + escaped(silence.replace('`', '\'')) + "`");
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n"));
  }

  private static String whole(String text) {
    return text.length() <= LONGEST_WHOLE ? text : "";
  }

  /** What is no address is shown as text: a link to it would be none. */
  private static String link(String name, String address) {
    if (address.isEmpty()) {
      return "";
    }
    boolean isLink = address.matches("https?://[^\\s<>|]+");
    return isLink ? "<" + escaped(address) + "|" + name + ">  " : name + ": " + escaped(address);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
