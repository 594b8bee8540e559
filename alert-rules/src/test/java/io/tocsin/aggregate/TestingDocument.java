package io.tocsin.aggregate;

import io.tocsin.document.Document;
import io.tocsin.document.Utf8;
import io.tocsin.document.ValueKind;
import java.util.List;

/**
 * A log of one field, whose ordinal is 0: strings, whole numbers, decimals and booleans. Its topic
 * is one of thirty, by its time.
 */
public record TestingDocument(long timestampMillis, List<Object> values) implements Document {

  /** A log at the epoch. */
  public static TestingDocument of(Object... values) {
    return new TestingDocument(0, List.of(values));
  }

  @Override
  public String topic() {
    return "logs." + timestampMillis % 30;
  }

  @Override
  public int size(int field) {
    return values.size();
  }

  @Override
  public ValueKind kind(int field, int index) {
    Object value = values.get(index);
    if (value instanceof String) {
      return ValueKind.STRING;
    }
    if (value instanceof Boolean) {
      return ValueKind.BOOLEAN;
    }
    return value instanceof Double ? ValueKind.DECIMAL : ValueKind.INTEGER;
  }

  @Override
  public Utf8 text(int field, int index) {
    return Utf8.of(values.get(index).toString());
  }

  @Override
  public long integer(int field, int index) {
    return ((Number) values.get(index)).longValue();
  }

  @Override
  public double decimal(int field, int index) {
    return ((Number) values.get(index)).doubleValue();
  }

  @Override
  public boolean bool(int field, int index) {
    return (Boolean) values.get(index);
  }
}
