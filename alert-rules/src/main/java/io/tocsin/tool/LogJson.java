package io.tocsin.tool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import io.tocsin.yaml.YamlSequence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** A log that is written in YAML, as the JSON that a shipper would send. */
final class LogJson {
  private static final JsonFactory JSON = new JsonFactory();

  /** What JSON takes for a number. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d{0,40})(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");

  private LogJson() {}

  static byte[] of(YamlMapping log) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      write(log, json);
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written to but memory", e);
    }
    return out.toByteArray();
  }

  private static void write(YamlNode node, JsonGenerator json) throws IOException {
    if (node instanceof YamlMapping mapping) {
      json.writeStartObject();
      for (YamlMapping.Entry entry : mapping.entries()) {
        json.writeFieldName(entry.key().text());
        write(entry.value(), json);
      }
      json.writeEndObject();
    } else if (node instanceof YamlSequence list) {
      json.writeStartArray();
      for (YamlNode item : list.items()) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (node instanceof YamlScalar scalar) {
      write(scalar, json);
    }
  }

  private static void write(YamlScalar scalar, JsonGenerator json) throws IOException {
    String text = scalar.text();
    if (scalar.isNull()) {
      json.writeNull();
    } else if (scalar.isPlain() && (text.equals("true") || text.equals("false"))) {
      json.writeBoolean(text.equals("true"));
    } else if (scalar.isPlain() && NUMBER.matcher(text).matches()) {
      json.writeNumber(text);
    } else {
      json.writeString(text);
    }
  }
}
