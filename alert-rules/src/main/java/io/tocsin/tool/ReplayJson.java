package io.tocsin.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.alert.Alert;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A settled alert as one line of JSON. */
public final class ReplayJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** Beyond this not every whole number is a double. */
  private static final double LARGEST_WHOLE = 1e15;

  private ReplayJson() {}

  /** The line, without its end. Times are in UTC, and what an alert has not is null. */
  public static String line(Alert alert) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", alert.id());
      json.writeStringField("key", alert.key());
      json.writeStringField("rule", alert.rule());
      json.writeObjectFieldStart("group");
      for (Map.Entry<String, String> field : alert.group().entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
      json.writeStringField("state", alert.state().name().toLowerCase(Locale.ROOT));
      json.writeStringField("reason", alert.reason() == null ? null : alert.reason().text());
      json.writeStringField("level", alert.level());
      json.writeStringField("startsAt", time(alert.startsAt()));
      json.writeStringField("firedAt", time(alert.firedAt()));
      Long resolvedAt = alert.resolvedAt();
      json.writeStringField("resolvedAt", resolvedAt == null ? null : time(resolvedAt));
      writeNumber("value", alert.value(), json);
      writeNumber("peak", alert.peak(), json);
      json.writeArrayFieldStart("samples");
      for (Alert.Sample sample : alert.samples()) {
        json.writeStartObject();
        json.writeStringField("at", time(sample.atMillis()));
        json.writeStringField("line", sample.line());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written to but memory", e);
    }
    return text.toString();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static void writeNumber(String name, @Nullable Double number, JsonGenerator json)
      throws IOException {
    if (number == null || !Double.isFinite(number)) {
      json.writeNullField(name);
    } else if (number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE) {
      json.writeNumberField(name, number.longValue());
    } else {
      json.writeNumberField(name, number);
    }
  }
}
