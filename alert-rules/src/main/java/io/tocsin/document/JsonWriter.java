package io.tocsin.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a log as JSON. */
final class JsonWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

  /** The log in UTF-8. */
  byte[] write(Branch log) {
    bytes.reset();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      Node timestamp = log.fields.get(Normalizer.TIMESTAMP);
      if (timestamp != null) {
        json.writeFieldName(Normalizer.TIMESTAMP);
        write(timestamp, json);
      }
      for (Map.Entry<String, Node> field : log.fields.entrySet()) {
        if (!field.getKey().equals(Normalizer.TIMESTAMP)) {
          json.writeFieldName(field.getKey());
          write(field.getValue(), json);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  private static void write(Node node, JsonGenerator json) throws IOException {
    if (node instanceof Leaf leaf) {
      write(leaf, json);
    } else if (node instanceof Items items) {
      json.writeStartArray();
      for (Node element : items.elements) {
        write(element, json);
      }
      json.writeEndArray();
    } else if (node instanceof Branch branch) {
      json.writeStartObject();
      for (Map.Entry<String, Node> field : branch.fields.entrySet()) {
        json.writeFieldName(field.getKey());
        write(field.getValue(), json);
      }
      json.writeEndObject();
    }
  }

  private static void write(Leaf leaf, JsonGenerator json) throws IOException {
    switch (leaf.kind()) {
      case STRING -> json.writeString(leaf.text());
      case INTEGER, DECIMAL -> json.writeNumber(leaf.text());
      case BOOLEAN -> json.writeBoolean(leaf.equals(Leaf.TRUE));
    }
  }
}
