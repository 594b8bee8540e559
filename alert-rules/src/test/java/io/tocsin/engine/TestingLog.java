package io.tocsin.engine;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.document.ValueKind;
import java.util.List;
import java.util.Map;

/**
 * A log as a map of dotted names to a string, a number, a boolean or a list of those.
 *
 * @param topic that it comes from; empty for none
 */
record TestingLog(long timeMillis, Map<String, Object> fields, String topic) {

  /** A log from no topic. */
  TestingLog(long timeMillis, Map<String, Object> fields) {
    this(timeMillis, fields, "");
  }

  /** The log as a document over an index. */
  Document over(FieldIndex index) {
    return new View(index);
  }

  private final class View implements Document {
    private final FieldIndex index;
    private final Utf8 text = new Utf8();

    View(FieldIndex index) {
      this.index = index;
    }

    private List<?> values(int field) {
      Object value = fields.get(index.name(field));
      if (value == null) {
        return List.of();
      }
      return value instanceof List<?> list ? list : List.of(value);
    }

    @Override
    public long timestampMillis() {
      return timeMillis;
    }

    @Override
    public String topic() {
      return topic;
    }

    @Override
    public int size(int field) {
      return values(field).size();
    }

    @Override
    public ValueKind kind(int field, int place) {
      Object value = values(field).get(place);
      if (value instanceof Boolean) {
        return ValueKind.BOOLEAN;
      }
      if (value instanceof Number) {
        return value instanceof Double ? ValueKind.DECIMAL : ValueKind.INTEGER;
      }
      return ValueKind.STRING;
    }

    @Override
    public Utf8 text(int field, int place) {
      Utf8 value = Utf8.of(String.valueOf(values(field).get(place)));
      return text.set(value.bytes(), value.offset(), value.length());
    }

    @Override
    public long integer(int field, int place) {
      return ((Number) values(field).get(place)).longValue();
    }

    @Override
    public double decimal(int field, int place) {
      return ((Number) values(field).get(place)).doubleValue();
    }

    @Override
    public boolean bool(int field, int place) {
      return (Boolean) values(field).get(place);
    }
  }
}
