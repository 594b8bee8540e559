package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.ValueKind;
import io.tocsin.kql.Requirement.Within;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds filters by the numbers of one field.
 *
 * <p>Those without an upper end stand by their lower end, and the others by their upper end, so
 * that one walk finds nothing but hits where rules have one bound, as most do.
 */
final class NumberIndex implements AnchorIndex {
  private final int field;
  private final List<Entry> upwards;
  private final List<Entry> bounded;
  private final int[] all;

  private record Entry(Within range, int filter) {}

  private NumberIndex(Builder builder) {
    this.field = builder.field;
    this.upwards =
        builder.entries.stream()
            .filter(entry -> entry.range().high() == Double.POSITIVE_INFINITY)
            .sorted(Comparator.comparingDouble(entry -> entry.range().low()))
            .toList();
    this.bounded =
        builder.entries.stream()
            .filter(entry -> entry.range().high() != Double.POSITIVE_INFINITY)
            .sorted(Comparator.comparingDouble((Entry entry) -> entry.range().high()).reversed())
            .toList();
    this.all = builder.entries.stream().mapToInt(Entry::filter).toArray();
  }

  /** Collects filters by the numbers of one field. */
  static final class Builder {
    private final int field;
    private final List<Entry> entries = new ArrayList<>();

    Builder(String field, FieldIndex.Builder index) {
      this.field = index.ordinal(field);
    }

    void add(Within range, int filter) {
      entries.add(new Entry(range, filter));
    }

    NumberIndex build() {
      return new NumberIndex(this);
    }
  }

  @Override
  public void find(Document document, Candidates out) {
    int values = document.size(field);
    for (int i = 0; i < values; i++) {
      ValueKind kind = document.kind(field, i);
      if (kind == ValueKind.INTEGER || kind == ValueKind.DECIMAL) {
        find(document.decimal(field, i), out);
      } else {
        // Text may spell a number; whether it does is the filters' to say.
        out.ask(all);
      }
    }
  }

  private void find(double number, Candidates out) {
    for (int i = 0; i < upwards.size() && upwards.get(i).range().low() <= number; i++) {
      out.ask(upwards.get(i).filter());
    }
    for (int i = 0; i < bounded.size() && bounded.get(i).range().high() >= number; i++) {
      if (bounded.get(i).range().low() <= number) {
        out.ask(bounded.get(i).filter());
      }
    }
  }
}
