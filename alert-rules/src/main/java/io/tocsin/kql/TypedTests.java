package io.tocsin.kql;

import io.tocsin.document.Document;
import io.tocsin.document.Utf8;
import io.tocsin.document.ValueKind;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Values as fields of the remaining types index them: dates, booleans, and unmapped ones. */
final class TypedTests {
  private TypedTests() {}

  /** A date in an interval of milliseconds since the epoch. */
  static ValueTest date(Interval millis) {
    return (document, field, index) -> {
      if (document.kind(field, index) == ValueKind.BOOLEAN) {
        return false;
      }
      OptionalLong date = DateText.first(document.text(field, index).toString());
      return date.isPresent() && millis.contains(date.getAsLong());
    };
  }

  /** This boolean, which text may spell too; empty text is false. */
  static ValueTest bool(boolean wanted) {
    return (document, field, index) -> truth(document, field, index) == (wanted ? 1 : 0);
  }

  static ValueTest boolPresent() {
    return (document, field, index) -> truth(document, field, index) >= 0;
  }

  /** 1 for true, 0 for false, -1 for what is neither. */
  private static int truth(Document document, int field, int index) {
    return switch (document.kind(field, index)) {
      case BOOLEAN -> document.bool(field, index) ? 1 : 0;
      case STRING -> truth(document.text(field, index));
      case INTEGER, DECIMAL -> -1;
    };
  }

  private static int truth(Utf8 text) {
    if (text.length() == 0 || text.equals(FALSE)) {
      return 0;
    }
    return text.equals(TRUE) ? 1 : -1;
  }

  private static final Utf8 TRUE = Utf8.of("true");
  private static final Utf8 FALSE = Utf8.of("false");

  /**
   * A value of a field that nobody mapped: a number is compared as one where the filter gives one,
   * everything else as a keyword.
   */
  static ValueTest unmapped(String text) {
    BigDecimal number = NumberTests.literal(text);
    ValueTest keyword = KeywordTests.equalTo(text);
    return number == null ? keyword : numberOr(number(null, number), keyword);
  }

  /** As {@link #unmapped(String)}, for a range; numbers that are spelt as text count as numbers. */
  static ValueTest unmapped(Comparison comparison, String text) {
    BigDecimal number = NumberTests.literal(text);
    if (number == null) {
      return KeywordTests.comparedWith(comparison, text);
    }
    ValueTest spelt = NumberTests.floating(comparison, number.doubleValue());
    return numberOr(number(comparison, number), spelt);
  }

  private static ValueTest number(@Nullable Comparison comparison, BigDecimal bound) {
    Interval whole = Interval.of(comparison, bound);
    ValueTest floating = NumberTests.floating(comparison, bound.doubleValue());
    return (document, field, index) ->
        document.kind(field, index) == ValueKind.INTEGER
            ? whole.contains(document.integer(field, index))
            : floating.test(document, field, index);
  }

  private static ValueTest numberOr(ValueTest number, ValueTest other) {
    return (document, field, index) ->
        switch (document.kind(field, index)) {
          case INTEGER, DECIMAL -> number.test(document, field, index);
          case STRING, BOOLEAN -> other.test(document, field, index);
        };
  }
}
