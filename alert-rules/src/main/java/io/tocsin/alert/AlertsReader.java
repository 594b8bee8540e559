package io.tocsin.alert;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.Alert.Count;
import io.tocsin.alert.Alert.Reading;
import io.tocsin.alert.Alert.Sample;
import io.tocsin.alert.AlertRecord.Evidence;
import io.tocsin.document.IsoTimestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link AlertsCodec} says. */
final class AlertsReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long NANOS_OF_MILLI = 1_000_000;

  private AlertsReader() {}

  static @Nullable AlertsRecord read(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      if (json == null || !json.isObject()) {
        throw new IllegalArgumentException("not a JSON object");
      }
      if (json.path("v").asInt() > AlertsCodec.VERSION) {
        return null;
      }
      return switch (text(json, "type")) {
        case "alert" -> readAlertRecord(json);
        case "heartbeat" -> readHeartbeat(json);
        case AlertsWriter.DELIVERY -> readDelivery(json);
        default -> null;
      };
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Whether these bytes begin a record of a type; false if they are no record. */
  static boolean isOfType(String type, byte[] bytes) {
    try (JsonParser json = MAPPER.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean named = json.currentName().equals("type");
        json.nextToken();
        if (named) {
          return type.equals(json.getText());
        }
        json.skipChildren();
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static AlertRecord readAlertRecord(JsonNode json) {
    JsonNode evidence = json.path("evidence");
    return new AlertRecord(
        Transition.of(text(json, "transition")),
        requiredTime(json, "slot"),
        readAlert(json),
        new Evidence(
            watermark(evidence),
            evidence.path("lateLogs").asLong(),
            evidence.path("silentPartitions").asInt(),
            texts(evidence.path("topics"))));
  }

  private static Alert readAlert(JsonNode json) {
    String reason = json.path("reason").textValue();
    List<Reading> readings = new ArrayList<>();
    for (JsonNode reading : json.path("values")) {
      readings.add(
          new Reading(
              text(reading, "expression"),
              text(reading, "operator"),
              number(reading, "value"),
              number(reading, "threshold"),
              reading.path("unit").textValue()));
    }
    List<Sample> samples = new ArrayList<>();
    for (JsonNode sample : json.path("samples")) {
      samples.add(new Sample(requiredTime(sample, "at"), text(sample, "line")));
    }
    return new Alert(
        text(json, "id"),
        text(json, "key"),
        text(json, "rule"),
        map(json, "group"),
        Alert.State.valueOf(text(json, "state").toUpperCase(Locale.ROOT)),
        reason == null ? null : EndReason.of(reason),
        json.path("level").textValue(),
        requiredTime(json, "startsAt"),
        requiredTime(json, "firedAt"),
        time(json, "resolvedAt"),
        number(json, "value"),
        number(json, "peak"),
        json.path("logs").asLong(),
        readings,
        samples,
        readTop(json),
        json.path("supersededBy").textValue(),
        readFacts(json));
  }

  private static Map<String, List<Count>> readTop(JsonNode json) {
    Map<String, List<Count>> top = new LinkedHashMap<>();
    for (JsonNode field : json.path("top")) {
      List<Count> counts = new ArrayList<>();
      for (JsonNode count : field.path("values")) {
        counts.add(new Count(text(count, "value"), count.path("count").asLong()));
      }
      top.put(text(field, "field"), counts);
    }
    return top;
  }

  private static RuleFacts readFacts(JsonNode json) {
    List<String> notify = null;
    if (json.path("notify").isArray()) {
      notify = texts(json.path("notify"));
    }
    return new RuleFacts(
        text(json, "description"),
        text(json, "where"),
        text(json, "condition"),
        json.path("windowMillis").asLong(),
        json.path("unit").textValue(),
        map(json, "labels"),
        map(json, "annotations"),
        notify,
        json.path("absence").asBoolean(),
        json.path("recordOnly").textValue());
  }

  /** The texts of an array; none if there is no array. */
  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array) {
      texts.add(text.asText());
    }
    return texts;
  }

  private static Heartbeat readHeartbeat(JsonNode json) {
    return new Heartbeat(
        json.path("subtask").asInt(),
        json.path("subtasks").asInt(),
        requiredTime(json, "at"),
        watermark(json),
        json.path("lateMillis").asLong(),
        time(json, "blindSince"),
        json.path("topics").asInt(),
        readSilent(json));
  }

  private static Map<String, Long> readSilent(JsonNode json) {
    Map<String, Long> silent = new LinkedHashMap<>();
    for (JsonNode topic : json.path("silent")) {
      silent.put(text(topic, "topic"), requiredTime(topic, "since"));
    }
    return silent;
  }

  private static DeliveryRecord readDelivery(JsonNode json) {
    return new DeliveryRecord(
        DeliveryRecord.Outcome.valueOf(text(json, "transition").toUpperCase(Locale.ROOT)),
        text(json, "receiver"),
        requiredTime(json, "at"),
        text(json, "id"),
        text(json, "key"),
        text(json, "rule"),
        map(json, "group"),
        text(json, "status"),
        json.path("level").textValue(),
        text(json, "detail"),
        json.path("notification").textValue());
  }

  private static long watermark(JsonNode json) {
    Long watermark = time(json, "watermark");
    return watermark == null ? Long.MIN_VALUE : watermark;
  }

  private static String text(JsonNode json, String name) {
    String text = json.path(name).textValue();
    if (text == null) {
      throw new IllegalArgumentException("no text under '" + name + "'");
    }
    return text;
  }

  private static long requiredTime(JsonNode json, String name) {
    return millis(text(json, name));
  }

  private static @Nullable Long time(JsonNode json, String name) {
    String text = json.path(name).textValue();
    return text == null ? null : Long.valueOf(millis(text));
  }

  /** There are six times in a record, and ten thousand records in a storm. */
  private static long millis(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    long nanos = new IsoTimestamp().parse(ascii, 0, ascii.length);
    boolean plain = nanos != IsoTimestamp.UNREADABLE && nanos != Long.MAX_VALUE;
    return plain ? nanos / NANOS_OF_MILLI : Instant.parse(text).toEpochMilli();
  }

  private static @Nullable Double number(JsonNode json, String name) {
    JsonNode number = json.path(name);
    return number.isNumber() ? Double.valueOf(number.doubleValue()) : null;
  }

  private static Map<String, String> map(JsonNode json, String name) {
    Map<String, String> map = new LinkedHashMap<>();
    json.path(name)
        .properties()
        .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }
}
