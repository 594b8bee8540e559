package io.tocsin.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.alert.Alert.Count;
import io.tocsin.alert.Alert.Reading;
import io.tocsin.alert.Alert.Sample;
import io.tocsin.alert.AlertRecord.Evidence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what {@link AlertsCodec} says. */
final class AlertsWriter {
  /** The type of what became of alerts. */
  static final String DELIVERY = "delivery";

  private static final JsonFactory FACTORY = new JsonFactory();

  private AlertsWriter() {}

  static byte[] write(AlertsRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", AlertsCodec.VERSION);
      if (record instanceof AlertRecord alert) {
        writeAlertRecord(json, alert);
      } else if (record instanceof Heartbeat heartbeat) {
        writeHeartbeat(json, heartbeat);
      } else if (record instanceof DeliveryRecord delivery) {
        writeDelivery(json, delivery);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void writeAlertRecord(JsonGenerator json, AlertRecord record) throws IOException {
    json.writeStringField("type", "alert");
    json.writeStringField("transition", record.transition().text());
    json.writeStringField("transitionId", record.id());
    writeTime(json, "slot", record.slotMillis());
    writeAlert(json, record.alert());
    Evidence evidence = record.evidence();
    json.writeObjectFieldStart("evidence");
    writeWatermark(json, evidence.watermarkMillis());
    json.writeNumberField("lateLogs", evidence.lateLogs());
    json.writeNumberField("silentPartitions", evidence.silentPartitions());
    json.writeArrayFieldStart("topics");
    for (String topic : evidence.topics()) {
      json.writeString(topic);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeAlert(JsonGenerator json, Alert alert) throws IOException {
    json.writeStringField("id", alert.id());
    json.writeStringField("key", alert.key());
    json.writeStringField("rule", alert.rule());
    writeMap(json, "group", alert.group());
    json.writeStringField("state", alert.state().name().toLowerCase(Locale.ROOT));
    json.writeStringField("reason", alert.reason() == null ? null : alert.reason().text());
    json.writeStringField("level", alert.level());
    writeTime(json, "startsAt", alert.startsAt());
    writeTime(json, "firedAt", alert.firedAt());
    writeTime(json, "resolvedAt", alert.resolvedAt());
    writeNumber(json, "value", alert.value());
    writeNumber(json, "peak", alert.peak());
    json.writeNumberField("logs", alert.logs());
    json.writeArrayFieldStart("values");
    for (Reading reading : alert.readings()) {
      json.writeStartObject();
      json.writeStringField("expression", reading.expression());
      json.writeStringField("operator", reading.operator());
      writeNumber(json, "value", reading.value());
      writeNumber(json, "threshold", reading.threshold());
      json.writeStringField("unit", reading.unit());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("samples");
    for (Sample sample : alert.samples()) {
      json.writeStartObject();
      writeTime(json, "at", sample.atMillis());
      json.writeStringField("line", sample.line());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeTop(json, alert.top());
    json.writeStringField("supersededBy", alert.supersededBy());
    writeFacts(json, alert.facts());
  }

  private static void writeTop(JsonGenerator json, Map<String, List<Count>> top)
      throws IOException {
    // An array of fields, not an object by field: a field's name is data here, and data must not
    // become the mapping of an index.
    json.writeArrayFieldStart("top");
    for (Map.Entry<String, List<Count>> field : top.entrySet()) {
      json.writeStartObject();
      json.writeStringField("field", field.getKey());
      json.writeArrayFieldStart("values");
      for (Count count : field.getValue()) {
        json.writeStartObject();
        json.writeStringField("value", count.value());
        json.writeNumberField("count", count.count());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeFacts(JsonGenerator json, RuleFacts facts) throws IOException {
    json.writeStringField("description", facts.description());
    json.writeStringField("where", facts.where());
    json.writeStringField("condition", facts.condition());
    json.writeNumberField("windowMillis", facts.windowMillis());
    json.writeStringField("unit", facts.unit());
    writeMap(json, "labels", facts.labels());
    writeMap(json, "annotations", facts.annotations());
    if (facts.receivers() == null) {
      json.writeNullField("notify");
    } else {
      json.writeArrayFieldStart("notify");
      for (String receiver : facts.receivers()) {
        json.writeString(receiver);
      }
      json.writeEndArray();
    }
    json.writeBooleanField("absence", facts.ofAbsence());
    json.writeStringField("recordOnly", facts.recordOnly());
  }

  private static void writeHeartbeat(JsonGenerator json, Heartbeat heartbeat) throws IOException {
    json.writeStringField("type", "heartbeat");
    json.writeNumberField("subtask", heartbeat.subtask());
    json.writeNumberField("subtasks", heartbeat.subtasks());
    writeTime(json, "at", heartbeat.atMillis());
    writeWatermark(json, heartbeat.watermarkMillis());
    json.writeNumberField("lateMillis", heartbeat.lateMillis());
    writeTime(json, "blindSince", heartbeat.blindSinceMillis());
    json.writeNumberField("topics", heartbeat.topics());
    json.writeArrayFieldStart("silent");
    for (Map.Entry<String, Long> silent : heartbeat.silentSince().entrySet()) {
      json.writeStartObject();
      json.writeStringField("topic", silent.getKey());
      writeTime(json, "since", silent.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeDelivery(JsonGenerator json, DeliveryRecord delivery)
      throws IOException {
    json.writeStringField("type", DELIVERY);
    json.writeStringField("transition", delivery.outcome().name().toLowerCase(Locale.ROOT));
    json.writeStringField("transitionId", delivery.id());
    writeTime(json, "at", delivery.atMillis());
    json.writeStringField("receiver", delivery.receiver());
    json.writeStringField("id", delivery.alertId());
    json.writeStringField("key", delivery.key());
    json.writeStringField("rule", delivery.rule());
    writeMap(json, "group", delivery.group());
    json.writeStringField("status", delivery.status());
    json.writeStringField("level", delivery.level());
    json.writeStringField("detail", delivery.detail());
    json.writeStringField("notification", delivery.notification());
  }

  /** Before the first watermark there is none. */
  private static void writeWatermark(JsonGenerator json, long millis) throws IOException {
    writeTime(json, "watermark", millis == Long.MIN_VALUE ? null : Long.valueOf(millis));
  }

  private static void writeTime(JsonGenerator json, String name, @Nullable Long millis)
      throws IOException {
    json.writeStringField(name, millis == null ? null : Instant.ofEpochMilli(millis).toString());
  }

  private static void writeNumber(JsonGenerator json, String name, @Nullable Double number)
      throws IOException {
    if (number == null || !Double.isFinite(number)) {
      json.writeNullField(name);
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      json.writeNumberField(name, number.longValue());
    } else {
      json.writeNumberField(name, number);
    }
  }

  private static void writeMap(JsonGenerator json, String name, Map<String, String> map)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }
}
