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
  private final Ranges upwards;
  private final Ranges bounded;
  private final int[] all;

  private record Entry(Within range, int filter) {
    boolean isBounded() {
      return range.high() != Double.POSITIVE_INFINITY;
    }
  }

  /** Ranges in an order, and the filters that they stand for. */
  private record Ranges(double[] lows, double[] highs, int[] filters) {
    static Ranges of(List<Entry> entries) {
      return new Ranges(
          entries.stream().mapToDouble(entry -> entry.range().low()).toArray(),
          entries.stream().mapToDouble(entry -> entry.range().high()).toArray(),
          entries.stream().mapToInt(Entry::filter).toArray());
    }
  }

  private NumberIndex(Builder builder) {
    this.field = builder.field;
    this.upwards =
        Ranges.of(
            builder.entries.stream()
                .filter(entry -> !entry.isBounded())
                .sorted(Comparator.comparingDouble(entry -> entry.range().low()))
                .toList());
    this.bounded =
        Ranges.of(
            builder.entries.stream()
                .filter(Entry::isBounded)
                .sorted(
                    Comparator.comparingDouble((Entry entry) -> entry.range().high()).reversed())
                .toList());
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
    double[] lows = upwards.lows;
    for (int i = 0; i < lows.length && lows[i] <= number; i++) {
      out.ask(upwards.filters[i]);
    }
    double[] highs = bounded.highs;
    for (int i = 0; i < highs.length && highs[i] >= number; i++) {
      if (bounded.lows[i] <= number) {
        out.ask(bounded.filters[i]);
      }
    }
  }
}
