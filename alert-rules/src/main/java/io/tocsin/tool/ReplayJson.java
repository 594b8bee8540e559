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

/** Settled alerts, and differences between them, as lines of JSON. */
public final class ReplayJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** Beyond this not every whole number is a double. */
  private static final double LARGEST_WHOLE = 1e15;

  private ReplayJson() {}

  /** The line, without its end. Times are in UTC, and what an alert has not is null. */
  public static String line(Alert alert) {
    return text(json -> write(alert, json));
  }

  /** A difference as a line: {@code change}, the {@code alert} as it is, and as it {@code was}. */
  public static String line(ReplayDifference.Entry difference) {
    return text(
        json -> {
          json.writeStartObject();
          json.writeStringField("change", difference.change().name().toLowerCase(Locale.ROOT));
          json.writeFieldName("alert");
          write(difference.is(), json);
          json.writeFieldName("was");
          write(difference.was(), json);
          json.writeEndObject();
        });
  }

  /** Writes a value. */
  private interface Value {
    void write(JsonGenerator json) throws IOException;
  }

  private static String text(Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      value.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written to but memory", e);
    }
    return text.toString();
  }

  private static void write(@Nullable Alert alert, JsonGenerator json) throws IOException {
    if (alert == null) {
      json.writeNull();
      return;
    }
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
