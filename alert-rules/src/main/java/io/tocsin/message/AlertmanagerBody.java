package io.tocsin.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.alert.Alert;
import io.tocsin.receiver.AlertLabels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON that Alertmanager's webhook sends, version 4, so that what reads Alertmanager reads
 * this. An alert that ended or was withdrawn is {@code resolved} there; its annotations say which.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">its
 *     description</a>
 */
final class AlertmanagerBody {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String NOT_ENDED = "0001-01-01T00:00:00Z";

  private AlertmanagerBody() {}

  static byte[] write(Notification notification, Links links) {
    List<Entry> entries = new ArrayList<>();
    for (Notice notice : notification.notices()) {
      Alert alert = notice.alert();
      entries.add(new Entry(notice, AlertLabels.of(alert), Annotations.of(notice)));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("receiver", notification.receiver());
      json.writeStringField("status", notification.isFiring() ? "firing" : "resolved");
      json.writeArrayFieldStart("alerts");
      for (Entry entry : entries) {
        writeAlert(json, entry, links);
      }
      json.writeEndArray();
      writeMap(json, "groupLabels", notification.groupLabels());
      writeMap(json, "commonLabels", common(entries.stream().map(Entry::labels).toList()));
      writeMap(
          json, "commonAnnotations", common(entries.stream().map(Entry::annotations).toList()));
      json.writeStringField("externalURL", links.external());
      json.writeStringField("version", "4");
      json.writeStringField("groupKey", notification.groupKey());
      json.writeNumberField("truncatedAlerts", notification.omitted());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private record Entry(
      Notice notice, TreeMap<String, String> labels, TreeMap<String, String> annotations) {}

  private static void writeAlert(JsonGenerator json, Entry entry, Links links) throws IOException {
    Notice notice = entry.notice;
    boolean firing = notice.status() == Notice.Status.FIRING;
    json.writeStartObject();
    json.writeStringField("status", firing ? "firing" : "resolved");
    writeMap(json, "labels", entry.labels);
    writeMap(json, "annotations", entry.annotations);
    json.writeStringField("startsAt", Instant.ofEpochMilli(notice.alert().startsAt()).toString());
    json.writeStringField("endsAt", firing ? NOT_ENDED : endsAt(notice.alert()));
    json.writeStringField("generatorURL", Discover.link(notice.alert(), links));
    json.writeStringField("fingerprint", Fingerprint.of(entry.labels));
    json.writeEndObject();
  }

  /** When it ended; a withdrawn alert has no end, and counts as over since it was said. */
  static String endsAt(Alert alert) {
    Long resolvedAt = alert.resolvedAt();
    return Instant.ofEpochMilli(resolvedAt == null ? alert.firedAt() : resolvedAt).toString();
  }

  static void writeMap(JsonGenerator json, String name, Map<String, String> map)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /** The pairs that are in all of the maps. */
  private static Map<String, String> common(List<TreeMap<String, String>> maps) {
    if (maps.isEmpty()) {
      return Map.of();
    }
    Map<String, String> common = new TreeMap<>(maps.get(0));
    for (Map<String, String> map : maps) {
      common.entrySet().retainAll(map.entrySet());
    }
    return common;
  }
}
