package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlCompiler;
import io.tocsin.kql.KqlMatcher;
import io.tocsin.kql.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks only the filters of which a log has what they require.
 *
 * <p>Each filter stands in an index under its {@link Anchor}. A log's values are looked up in all
 * indexes; what an anchor leaves open is evaluated for the filters that are found.
 */
final class IndexedFilterSet implements FilterSet {
  private final AnchorIndex[] indexes;
  private final int[] always;
  private final KqlCompiler compiler;
  private final Candidates candidates;
  private final int size;

  private IndexedFilterSet(Builder builder, @Nullable KqlMatcher[] rest, KqlCompiler compiler) {
    this.compiler = compiler;
    this.indexes = builder.indexes().toArray(AnchorIndex[]::new);
    this.always = builder.always.stream().mapToInt(Integer::intValue).toArray();
    this.candidates = new Candidates(rest);
    this.size = rest.length;
  }

  static IndexedFilterSet of(
      List<Kql> filters, FieldCatalogue catalogue, FieldIndex.Builder fields) {
    List<Anchor> anchors = Anchors.of(filters, catalogue);
    KqlCompiler compiler = KqlCompiler.sharing(catalogue, fields);
    @Nullable KqlMatcher[] rest = new KqlMatcher[filters.size()];
    Builder builder = new Builder(fields);
    for (int i = 0; i < rest.length; i++) {
      builder.add(anchors.get(i), i);
      Kql open = open(filters.get(i), anchors.get(i).covered());
      rest[i] = open instanceof Kql.All ? null : compiler.compile(open);
    }
    return new IndexedFilterSet(builder, rest, compiler);
  }

  /** What of a filter is still to be asked. */
  private static Kql open(Kql filter, List<Integer> covered) {
    List<Kql> operands = Anchors.operands(filter);
    Kql open = Kql.all();
    for (int i = 0; i < operands.size(); i++) {
      if (!covered.contains(i)) {
        open = Kql.and(open, operands.get(i));
      }
    }
    return open;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void match(Document document, IntConsumer out) {
    compiler.nextLog();
    candidates.begin(document, out);
    candidates.ask(always);
    for (AnchorIndex index : indexes) {
      index.find(document, candidates);
    }
  }

  /** How many filters were evaluated, whole or in part, for the last log. */
  int asked() {
    return candidates.asked();
  }

  private static final class Builder {
    private final FieldIndex.Builder fields;
    private final ValuesIndex.Builder values;
    private final Map<String, PieceIndex.Builder> pieces = new LinkedHashMap<>();
    private final Map<String, DigitsIndex.Builder> digits = new LinkedHashMap<>();
    private final Map<String, NumberIndex.Builder> numbers = new LinkedHashMap<>();
    private final Map<String, List<Integer>> presences = new LinkedHashMap<>();
    private final List<Integer> always = new ArrayList<>();

    Builder(FieldIndex.Builder fields) {
      this.fields = fields;
      this.values = new ValuesIndex.Builder(fields);
    }

    void add(Anchor anchor, int filter) {
      if (anchor.alternatives().isEmpty()) {
        always.add(filter);
      }
      for (Anchor.Alternative alternative : anchor.alternatives()) {
        add(alternative, filter);
      }
    }

    private void add(Anchor.Alternative alternative, int filter) {
      if (alternative instanceof Anchor.Values equal) {
        values.add(equal, filter);
      } else if (alternative instanceof Anchor.Piece piece) {
        add(piece.contains(), filter);
      } else if (alternative instanceof Anchor.Number number) {
        String field = number.within().field();
        numbers
            .computeIfAbsent(field, unused -> new NumberIndex.Builder(field, fields))
            .add(number.within(), filter);
      } else if (alternative instanceof Anchor.Value value) {
        presences.computeIfAbsent(value.field(), unused -> new ArrayList<>()).add(filter);
      }
    }

    private void add(Requirement.Contains piece, int filter) {
      String field = piece.field();
      if (piece.word() && DigitsIndex.holds(piece.text())) {
        digits
            .computeIfAbsent(field, unused -> new DigitsIndex.Builder(field, fields))
            .add(piece, filter);
      } else {
        boolean folded = piece.folded();
        pieces
            .computeIfAbsent(
                field + folded, unused -> new PieceIndex.Builder(field, folded, fields))
            .add(piece, filter);
      }
    }

    List<AnchorIndex> indexes() {
      List<AnchorIndex> indexes = new ArrayList<>();
      indexes.add(values.build());
      pieces.values().forEach(piece -> indexes.add(piece.build()));
      digits.values().forEach(words -> indexes.add(words.build()));
      numbers.values().forEach(number -> indexes.add(number.build()));
      presences.forEach(
          (field, filters) ->
              indexes.add(
                  new PresenceIndex(
                      fields.ordinal(field),
                      filters.stream().mapToInt(Integer::intValue).toArray())));
      return indexes;
    }
  }
}
