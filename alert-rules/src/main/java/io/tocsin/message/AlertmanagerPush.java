package io.tocsin.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.alert.Alert;
import io.tocsin.receiver.AlertLabels;
import io.tocsin.receiver.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON of Alertmanager's {@code POST /api/v2/alerts}. A firing alert lasts there until a few
 * repetitions from now, so that it outlives a push that fails, and not one that nobody repeats.
 */
final class AlertmanagerPush {
  private static final JsonFactory FACTORY = new JsonFactory();

  private AlertmanagerPush() {}

  static byte[] write(Notification notification, Links links, long repeatMillis, long nowMillis) {
    long expiry = nowMillis + Channel.Alertmanager.INTERVALS_UNTIL_EXPIRY * repeatMillis;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartArray();
      for (Notice notice : notification.notices()) {
        Alert alert = notice.alert();
        json.writeStartObject();
        AlertmanagerBody.writeMap(json, "labels", prometheusLabels(alert));
        AlertmanagerBody.writeMap(json, "annotations", Annotations.of(notice));
        json.writeStringField("startsAt", Instant.ofEpochMilli(alert.startsAt()).toString());
        boolean firing = notice.status() == Notice.Status.FIRING;
        String endsAt =
            firing ? Instant.ofEpochMilli(expiry).toString() : AlertmanagerBody.endsAt(alert);
        json.writeStringField("endsAt", endsAt);
        json.writeStringField("generatorURL", Discover.link(alert, links));
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static Map<String, String> prometheusLabels(Alert alert) {
    Map<String, String> labels = new TreeMap<>();
    AlertLabels.of(alert)
        .forEach((name, value) -> labels.put(AlertLabels.prometheusName(name), value));
    return labels;
  }
}
