package io.tocsin.flink.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** A dead letter as JSON, in the form in which it is searched too. */
final class DeadLetterWriter {
  /** Of the bytes kept. With base64 the letter stays well below the megabyte that Kafka takes. */
  private static final int MAX_BYTES = 256 << 10;

  /** Of the bytes shown as text. */
  private static final int MAX_TEXT = 8 << 10;

  private static final int MAX_DETAIL = 4 << 10;
  private static final JsonFactory FACTORY = new JsonFactory();

  private DeadLetterWriter() {}

  static byte[] write(DeadLetter letter) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("@timestamp", Instant.ofEpochMilli(letter.atMillis()).toString());
      byte[] bytes = letter.bytes();
      int shown = Math.min(bytes.length, MAX_TEXT);
      json.writeStringField("message", new String(bytes, 0, shown, StandardCharsets.UTF_8));
      writeWhy(json, letter);
      Coordinates origin = letter.origin();
      if (origin != null) {
        writeOrigin(json, origin);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static void writeWhy(JsonGenerator json, DeadLetter letter) throws IOException {
    json.writeObjectFieldStart("deadletter");
    json.writeStringField("stage", letter.stage().name().toLowerCase(Locale.ROOT));
    json.writeStringField("reason", letter.reason());
    String detail = letter.detail();
    json.writeStringField("detail", detail.substring(0, Math.min(detail.length(), MAX_DETAIL)));
    if (letter.status() != 0) {
      json.writeNumberField("status", letter.status());
    }
    if (letter.target() != null) {
      json.writeStringField("target", letter.target());
    }
    if (letter.targetId() != null) {
      json.writeStringField("id", letter.targetId());
    }
    byte[] bytes = letter.bytes();
    json.writeNumberField("size", bytes.length);
    json.writeBooleanField("truncated", bytes.length > MAX_BYTES);
    json.writeFieldName("bytes");
    json.writeBinary(bytes, 0, Math.min(bytes.length, MAX_BYTES));
    json.writeEndObject();
  }

  private static void writeOrigin(JsonGenerator json, Coordinates origin) throws IOException {
    json.writeObjectFieldStart("kafka");
    json.writeStringField("topic", origin.topic());
    json.writeNumberField("partition", origin.partition());
    json.writeNumberField("offset", origin.offset());
    json.writeStringField("timestamp", Instant.ofEpochMilli(origin.timestampMillis()).toString());
    json.writeEndObject();
  }
}
