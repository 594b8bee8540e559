package io.tocsin.kql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.document.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A document over a JSON tree: slow, and plainly what the interface promises. */
public final class TestingDocument implements Document {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final long timestampMillis;
  private final List<List<JsonNode>> values = new ArrayList<>();

  private TestingDocument(JsonNode log, FieldIndex fields, long timestampMillis) {
    this.timestampMillis = timestampMillis;
    for (String name : fields.names()) {
      List<JsonNode> found = new ArrayList<>();
      Pattern pattern = Pattern.compile("\\Q" + name.replace("*", "\\E.*\\Q") + "\\E");
      collect("", log, pattern, found);
      values.add(found);
    }
  }

  /** A log as JSON, in which single quotes may stand for double ones. */
  public static TestingDocument of(String json, FieldIndex fields) {
    return of(json, fields, 0);
  }

  /** A log as JSON at an event time. */
  public static TestingDocument of(String json, FieldIndex fields, long timestampMillis) {
    try {
      return of(MAPPER.readTree(json.replace('\'', '"')), fields, timestampMillis);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** A log as a JSON tree at an event time. */
  public static TestingDocument of(JsonNode log, FieldIndex fields, long timestampMillis) {
    return new TestingDocument(log, fields, timestampMillis);
  }

  private static void collect(String name, JsonNode node, Pattern pattern, List<JsonNode> found) {
    if (node.isObject()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      node.properties().forEach(e -> collect(prefix + e.getKey(), e.getValue(), pattern, found));
    } else if (node.isArray()) {
      node.forEach(element -> collect(name, element, pattern, found));
    } else if (!node.isNull() && pattern.matcher(name).matches()) {
      found.add(node);
    }
  }

  @Override
  public long timestampMillis() {
    return timestampMillis;
  }

  @Override
  public int size(int field) {
    return values.get(field).size();
  }

  @Override
  public ValueKind kind(int field, int index) {
    JsonNode node = node(field, index);
    if (node.isTextual()) {
      return ValueKind.STRING;
    }
    if (node.isBoolean()) {
      return ValueKind.BOOLEAN;
    }
    return node.canConvertToLong() && node.isIntegralNumber()
        ? ValueKind.INTEGER
        : ValueKind.DECIMAL;
  }

  @Override
  public Utf8 text(int field, int index) {
    return Utf8.of(node(field, index).asText());
  }

  @Override
  public long integer(int field, int index) {
    return node(field, index).longValue();
  }

  @Override
  public double decimal(int field, int index) {
    return node(field, index).doubleValue();
  }

  @Override
  public boolean bool(int field, int index) {
    return node(field, index).booleanValue();
  }

  private JsonNode node(int field, int index) {
    return values.get(field).get(index);
  }
}
