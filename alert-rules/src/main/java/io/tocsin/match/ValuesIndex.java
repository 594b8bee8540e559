package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.document.Utf8Numbers;
import io.tocsin.kql.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Finds filters by the values of one field, or of two or three together.
 *
 * <p>Each field's values have numbers, looked up once a log; filters stand under their values'
 * numbers, packed into a long.
 */
final class ValuesIndex implements AnchorIndex {
  private static final int BITS = 64 / Anchors.MOST_FIELDS;

  /** Odd, so that it spreads neighbours without letting two meet; 2^64 by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final ValueNumbers[] fields;
  private final Shape[] shapes;

  private ValuesIndex(ValueNumbers[] fields, Shape[] shapes) {
    this.fields = fields;
    this.shapes = shapes;
  }

  /** Collects filters. */
  static final class Builder {
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final List<ValueNumbers> fields = new ArrayList<>();
    private final Map<List<String>, Map<Long, List<Integer>>> shapes = new LinkedHashMap<>();
    private final FieldIndex.Builder index;

    Builder(FieldIndex.Builder index) {
      this.index = index;
    }

    void add(Anchor.Values anchor, int filter) {
      long key = 0;
      for (Requirement.Equal value : anchor.values()) {
        key = key << BITS | field(value.field()).known.add(Utf8.of(value.text()));
      }
      shapes
          .computeIfAbsent(anchor.fields(), unused -> new LinkedHashMap<>())
          .computeIfAbsent(key, unused -> new ArrayList<>())
          .add(filter);
    }

    private ValueNumbers field(String name) {
      int place =
          places.computeIfAbsent(
              name,
              unused -> {
                fields.add(new ValueNumbers(index.ordinal(name)));
                return fields.size() - 1;
              });
      return fields.get(place);
    }

    ValuesIndex build() {
      Shape[] built =
          shapes.entrySet().stream()
              .map(
                  shape ->
                      new Shape(
                          shape.getKey().stream().map(this::field).toList(), shape.getValue()))
              .toArray(Shape[]::new);
      return new ValuesIndex(fields.toArray(ValueNumbers[]::new), built);
    }
  }

  @Override
  public void find(Document document, Candidates out) {
    for (ValueNumbers field : fields) {
      field.read(document);
    }
    for (Shape shape : shapes) {
      shape.find(0, 0, out);
    }
  }

  /** The numbers of a field's values in the log that was read last. */
  private static final class ValueNumbers {
    private final int field;
    private final Utf8Numbers known = new Utf8Numbers();
    private int[] numbers = new int[4];
    private int size;

    ValueNumbers(int field) {
      this.field = field;
    }

    void read(Document document) {
      size = 0;
      int values = document.size(field);
      for (int i = 0; i < values; i++) {
        int number = known.find(document.text(field, i));
        if (number != Utf8Numbers.NONE) {
          if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
          }
          numbers[size++] = number;
        }
      }
    }
  }

  /** The filters that are found by the same fields. */
  private static final class Shape {
    private final ValueNumbers[] fields;
    private final Long2ObjectHashMap<int[]> filters = new Long2ObjectHashMap<>();

    Shape(List<ValueNumbers> fields, Map<Long, List<Integer>> byKey) {
      this.fields = fields.toArray(ValueNumbers[]::new);
      byKey.forEach(
          (key, found) ->
              filters.put(key * SPREAD, found.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** Looks up every combination of values that begins with those in the key. */
    void find(int from, long key, Candidates out) {
      if (from == fields.length) {
        int[] found = filters.get(key * SPREAD);
        if (found != null) {
          out.ask(found);
        }
        return;
      }
      ValueNumbers field = fields[from];
      for (int i = 0; i < field.size; i++) {
        find(from + 1, key << BITS | field.numbers[i], out);
      }
    }
  }
}
