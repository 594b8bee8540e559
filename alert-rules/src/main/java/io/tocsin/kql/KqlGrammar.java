package io.tocsin.kql;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The grammar, by recursive descent.
 *
 * <pre>
 * query      = [or]
 * or         = and {"or" and}
 * and        = not {"and" not}
 * not        = ["not"] group
 * group      = "(" or ")" | leaf
 * leaf       = name ":" "{" or "}" | name comparison literal | name ":" values | literal
 * values     = the same from "or" down, with a literal for a leaf; without parentheses one literal
 * </pre>
 *
 * <p>Both levels have one structure and so one set of methods, told apart by their {@link Leaf}.
 */
final class KqlGrammar {
  static final int MAX_LENGTH = 65_536;
  static final int MAX_DEPTH = 64;
  static final int MAX_CLAUSES = 2_000;

  /** What stands between operators at one level. */
  @FunctionalInterface
  private interface Leaf {
    Kql parse();
  }

  private final Fragment fragment;
  private final KqlScanner in;
  private final Map<Kql, ParsedKql.Place> places = ParsedKql.noPlaces();
  private int depth;
  private String prefix = "";

  KqlGrammar(Fragment fragment) {
    this.fragment = fragment;
    this.in = new KqlScanner(fragment.text());
  }

  ParsedKql parse() {
    if (fragment.text().length() > MAX_LENGTH) {
      throw new KqlSyntaxException(
          Code.KQL_TOO_LARGE,
          new Span(0, 0),
          "filter of %d characters, at most %d are read"
              .formatted(fragment.text().length(), MAX_LENGTH),
          null);
    }
    in.skipSpaces();
    if (in.atEnd()) {
      return new ParsedKql(fragment, Kql.all(), places);
    }
    Kql tree = or(this::expression);
    in.skipSpaces();
    if (!in.atEnd()) {
      throw Misreading.leftover(in.text(), in.position());
    }
    return new ParsedKql(fragment, tree, places);
  }

  private Kql or(Leaf leaf) {
    List<Kql> operands = new ArrayList<>();
    do {
      operands.add(and(leaf));
    } while (in.skipConjunction("or"));
    return operands.size() == 1 ? operands.get(0) : new Kql.Or(operands);
  }

  private Kql and(Leaf leaf) {
    List<Kql> operands = new ArrayList<>();
    do {
      operands.add(in.skipNot() ? new Kql.Not(group(leaf)) : group(leaf));
    } while (in.skipConjunction("and"));
    return operands.size() == 1 ? operands.get(0) : new Kql.And(operands);
  }

  private Kql group(Leaf leaf) {
    int open = in.position();
    return in.skip('(') ? enclosed(open, ')', leaf) : leaf.parse();
  }

  private Kql enclosed(int open, char close, Leaf leaf) {
    if (++depth > MAX_DEPTH) {
      throw new KqlSyntaxException(
          Code.KQL_TOO_LARGE,
          new Span(open, open + 1),
          "nested more than %d deep".formatted(MAX_DEPTH),
          null);
    }
    in.skipSpaces();
    Kql inside = or(leaf);
    in.skipSpaces();
    if (!in.skip(close)) {
      throw in.atEnd()
          ? Misreading.unclosed(open, close)
          : Misreading.leftover(in.text(), in.position());
    }
    depth--;
    return inside;
  }

  private Kql expression() {
    Literal first = literal("a field or a value");
    int end = in.position();
    in.skipSpaces();
    Comparison comparison = in.skipComparison();
    if (comparison != null) {
      return range(first, comparison);
    }
    if (in.skip(':')) {
      in.skipSpaces();
      int open = in.position();
      return in.skip('{') ? nested(first, open) : group(() -> value(first));
    }
    in.moveTo(end);
    return bare(first);
  }

  private Kql nested(Literal path, int open) {
    String outer = prefix;
    prefix = name(path) + ".";
    Kql inside = enclosed(open, '}', this::expression);
    prefix = outer;
    return inside;
  }

  private Kql range(Literal field, Comparison comparison) {
    in.skipSpaces();
    Literal bound = literal("a bound behind '" + comparison.symbol() + "'");
    if (bound.isWildcard() || bound.isNull() || bound.isBool()) {
      throw KqlSyntaxException.at(
          bound.span(), "'" + bound.text() + "' has no order", "give a number, a date or a text");
    }
    String name = name(field);
    return placed(new Kql.Range(name, comparison, bound.text()), field.span(), bound.span());
  }

  private Kql value(Literal field) {
    Literal value = literal("a value");
    String name = name(field);
    if (value.isLoneStar()) {
      Kql any = name.equals("*") ? new Kql.All() : new Kql.Exists(name);
      return placed(any, field.span(), value.span());
    }
    return placed(match(name, value), field.span(), value.span());
  }

  private Kql bare(Literal value) {
    if (!prefix.isEmpty()) {
      throw KqlSyntaxException.at(
          value.span(), "value without a field inside '{'", "write 'field: value' in there");
    }
    if (value.isLoneStar()) {
      return placed(new Kql.Exists(Kql.DEFAULT_FIELD), value.span(), value.span());
    }
    return placed(match(Kql.DEFAULT_FIELD, value), value.span(), value.span());
  }

  private static Kql match(String field, Literal value) {
    if (value.isNull()) {
      throw new KqlSyntaxException(
          Code.KQL_NULL,
          value.span(),
          "null is no value that a field can hold",
          "write 'not " + field + ": *' for logs without it, or \"null\" for the word");
    }
    if (!value.quoted() && value.text().isEmpty()) {
      throw KqlSyntaxException.at(value.span(), "empty value", "write \"\" for an empty string");
    }
    return new Kql.Match(field, value.value());
  }

  private Kql placed(Kql clause, Span field, Span value) {
    if (places.size() == MAX_CLAUSES) {
      throw new KqlSyntaxException(
          Code.KQL_TOO_LARGE, value, "more than %d clauses".formatted(MAX_CLAUSES), null);
    }
    places.put(clause, new ParsedKql.Place(field, value));
    return clause;
  }

  private String name(Literal literal) {
    String name = literal.text();
    boolean escapedStar = literal.pieces().stream().anyMatch(piece -> piece.indexOf('*') >= 0);
    if (name.isEmpty() || literal.isNull() || escapedStar) {
      throw KqlSyntaxException.at(
          literal.span(), "'" + name + "' is no field name", "name a field before ':'");
    }
    return prefix + name;
  }

  private Literal literal(String expected) {
    @Nullable Literal literal = in.literal();
    if (literal == null) {
      throw Misreading.missing(in.text(), in.position(), expected);
    }
    return literal;
  }
}
