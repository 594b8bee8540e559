package io.tocsin.kql;

import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.field.FieldType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what filters require; beside {@link ClauseCompiler}, which says what they mean. */
final class Requirements {
  private final FieldCatalogue catalogue;

  Requirements(FieldCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  Requirement of(Kql kql) {
    if (kql instanceof Kql.And and) {
      return allOf(and.operands().stream().map(this::of).toList());
    }
    if (kql instanceof Kql.Or or) {
      return anyOf(or.operands().stream().map(this::of).toList());
    }
    if (kql instanceof Kql.Match match && isNamed(match.field())) {
      return match(match.field(), match.value());
    }
    if (kql instanceof Kql.Range range && isNamed(range.field())) {
      return range(range.field(), range.comparison(), range.bound());
    }
    if (kql instanceof Kql.Exists exists && isNamed(exists.field())) {
      FieldType type = type(exists.field());
      return type == null ? Requirement.NONE : present(exists.field(), type);
    }
    // What a negation requires is that something is not there, which no index finds.
    return Requirement.NONE;
  }

  private static Requirement allOf(List<Requirement> parts) {
    return parts.size() == 1 ? parts.get(0) : new Requirement.AllOf(parts);
  }

  private static Requirement anyOf(List<Requirement> parts) {
    if (parts.contains(Requirement.NONE)) {
      return Requirement.NONE;
    }
    return parts.size() == 1 ? parts.get(0) : new Requirement.AnyOf(parts);
  }

  private static boolean isNamed(String field) {
    return !Kql.isPattern(field);
  }

  private @Nullable FieldType type(String name) {
    Field field = catalogue.find(name);
    return field == null ? null : field.type();
  }

  /** Event time has a value in every log; objects have none of their own. */
  private static Requirement present(String field, FieldType type) {
    boolean ownValues =
        switch (type) {
          case FLATTENED, OBJECT -> false;
          case KEYWORD, TEXT, LONG, DOUBLE, BOOLEAN, IP -> true;
          case DATE -> !field.equals("@timestamp");
        };
    return ownValues ? new Requirement.Present(field) : Requirement.NONE;
  }

  private Requirement match(String field, KqlValue value) {
    FieldType type = type(field);
    boolean keyword = type == FieldType.KEYWORD || type == null;
    if (value instanceof KqlValue.Wildcard wildcard) {
      if (keyword) {
        return contains(field, wildcard.pieces(), false);
      }
      return type == FieldType.TEXT ? anyWord(field, wildcard) : presentOrNone(field, type);
    }
    String text = value.wholeText();
    if (keyword) {
      boolean asNumber = type == null && NumberTests.literal(text) != null;
      boolean indexed = !asNumber && text.length() <= KeywordTests.IGNORE_ABOVE;
      return indexed ? new Requirement.Equal(field, text) : new Requirement.Present(field);
    }
    if (type == FieldType.TEXT) {
      List<String> terms = TermCursor.of(text);
      if (terms.isEmpty()) {
        return new Requirement.Present(field);
      }
      return value instanceof KqlValue.Phrase
          ? allOf(phrase(field, terms))
          : anyOf(terms.stream().map(term -> word(field, term)).toList());
    }
    return isNumber(type) ? number(field, null, text) : presentOrNone(field, type);
  }

  private Requirement range(String field, Comparison comparison, String bound) {
    FieldType type = type(field);
    return isNumber(type) ? number(field, comparison, bound) : presentOrNone(field, type);
  }

  private static boolean isNumber(@Nullable FieldType type) {
    return type == FieldType.LONG || type == FieldType.DOUBLE;
  }

  private static Requirement presentOrNone(String field, @Nullable FieldType type) {
    return type == null ? new Requirement.Present(field) : present(field, type);
  }

  /** Terms follow each other, so what stands between two of them is part of no term. */
  private static List<Requirement> phrase(String field, List<String> terms) {
    List<Requirement> words = new ArrayList<>();
    int plainFrom = 0;
    for (int i = 0; i < terms.size(); i++) {
      String term = terms.get(i);
      words.add(
          new Requirement.Contains(
              field, term, true, true, List.copyOf(terms.subList(plainFrom, i))));
      if (!term.chars().allMatch(Requirements::isLetterOrDigit)) {
        plainFrom = i + 1;
      }
    }
    return words;
  }

  private static boolean isLetterOrDigit(int sign) {
    return sign >= 'a' && sign <= 'z' || sign >= '0' && sign <= '9';
  }

  private static Requirement word(String field, String term) {
    return new Requirement.Contains(field, term, true, true, List.of());
  }

  /** The longest of the pieces around the stars. */
  private static Requirement contains(String field, List<String> pieces, boolean folded) {
    String longest = "";
    for (String piece : pieces) {
      longest = piece.length() > longest.length() ? piece : longest;
    }
    return longest.isEmpty()
        ? new Requirement.Present(field)
        : new Requirement.Contains(field, longest, folded, false, List.of());
  }

  private static Requirement anyWord(String field, KqlValue.Wildcard wildcard) {
    List<Requirement> words = new ArrayList<>();
    for (List<String> word : TextTests.words(wildcard)) {
      if (word.size() == 1) {
        TermCursor.of(word.get(0)).forEach(term -> words.add(word(field, term)));
      } else {
        words.add(contains(field, word.stream().map(TextTests::lowerCase).toList(), true));
      }
    }
    return words.isEmpty() ? new Requirement.Present(field) : anyOf(words);
  }

  /**
   * Wider by one than the clause, because a whole-number field cuts fractions off and a double is
   * not exact beyond 2^53.
   */
  private static Requirement number(String field, @Nullable Comparison comparison, String literal) {
    BigDecimal bound = NumberTests.literal(literal);
    if (bound == null) {
      return new Requirement.Present(field);
    }
    double low = Math.nextDown(bound.doubleValue() - 1);
    double high = Math.nextUp(bound.doubleValue() + 1);
    if (comparison == null) {
      return new Requirement.Within(field, low, high);
    }
    return switch (comparison) {
      case LESS, AT_MOST -> new Requirement.Within(field, Double.NEGATIVE_INFINITY, high);
      case GREATER, AT_LEAST -> new Requirement.Within(field, low, Double.POSITIVE_INFINITY);
    };
  }
}
