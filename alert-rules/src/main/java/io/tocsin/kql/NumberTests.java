package io.tocsin.kql;

import io.tocsin.document.Document;
import io.tocsin.document.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Values as number fields index them, with {@code coerce} and {@code ignore_malformed}: text is
 * read as a number, a whole number cut off at the point, and what cannot be read is no value.
 */
final class NumberTests {
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final int SHORT = 18;
  private static final int LONG = 400;

  private NumberTests() {}

  /** A whole number in an interval. */
  static ValueTest whole(Interval interval) {
    return (document, field, index) ->
        switch (document.kind(field, index)) {
          case INTEGER -> interval.contains(document.integer(field, index));
          case DECIMAL -> contains(interval, document.decimal(field, index));
          case STRING -> contains(interval, document.text(field, index));
          case BOOLEAN -> false;
        };
  }

  private static boolean contains(Interval interval, double number) {
    boolean inRange = number >= Long.MIN_VALUE && number <= Long.MAX_VALUE;
    return inRange && interval.contains((long) number);
  }

  private static boolean contains(Interval interval, Utf8 text) {
    int length = text.length();
    int digits = length > 0 && text.at(0) == '-' ? 1 : 0;
    if (length == digits) {
      return false;
    }
    if (length > digits + SHORT) {
      return containsAny(interval, text);
    }
    long number = 0;
    for (int i = digits; i < length; i++) {
      int digit = text.at(i) - '0';
      if (digit < 0 || digit > 9) {
        return containsAny(interval, text);
      }
      number = 10 * number + digit;
    }
    return interval.contains(digits == 1 ? -number : number);
  }

  /** Text that is no short run of digits. */
  private static boolean containsAny(Interval interval, Utf8 text) {
    BigDecimal number = decimal(text);
    if (number == null || number.scale() < -19) {
      return false;
    }
    BigInteger whole = number.scale() > 19 ? BigInteger.ZERO : number.toBigInteger();
    return whole.compareTo(MIN) >= 0
        && whole.compareTo(MAX) <= 0
        && interval.contains(whole.longValue());
  }

  private static @Nullable BigDecimal decimal(Utf8 text) {
    if (!mayBeNumber(text)) {
      return null;
    }
    try {
      return new BigDecimal(text.toString());
    } catch (NumberFormatException e) {
      // A value that is no number is no value of this field.
      return null;
    }
  }

  /** Whether it is worth trying: most texts that are no numbers are told by their first letter. */
  private static boolean mayBeNumber(Utf8 text) {
    if (text.length() == 0 || text.length() > LONG) {
      return false;
    }
    byte first = text.at(0);
    return first <= ' ' && first > 0
        || first >= '0' && first <= '9'
        || first == '-'
        || first == '+'
        || first == '.';
  }

  /** A floating-point number that compares so with the bound; that equals it without comparison. */
  static ValueTest floating(@Nullable Comparison comparison, double bound) {
    return (document, field, index) -> {
      double number = floating(document, field, index);
      if (Double.isNaN(number)) {
        return false;
      }
      int sign = Double.compare(number, bound);
      return comparison == null ? sign == 0 : comparison.holds(sign);
    };
  }

  static ValueTest floatingPresent() {
    return (document, field, index) -> !Double.isNaN(floating(document, field, index));
  }

  /** The value as a number; NaN if it is none. */
  private static double floating(Document document, int field, int index) {
    return switch (document.kind(field, index)) {
      case INTEGER, DECIMAL -> document.decimal(field, index);
      case STRING -> floating(document.text(field, index));
      case BOOLEAN -> Double.NaN;
    };
  }

  private static double floating(Utf8 text) {
    if (!mayBeNumber(text)) {
      return Double.NaN;
    }
    try {
      double number = Double.parseDouble(text.toString());
      return Double.isInfinite(number) ? Double.NaN : number;
    } catch (NumberFormatException e) {
      // A value that is no number is no value of this field.
      return Double.NaN;
    }
  }

  /** The number that a literal of a filter spells; null if it is none. */
  static @Nullable BigDecimal literal(String text) {
    BigDecimal number = decimal(Utf8.of(text));
    return number == null || Math.abs((long) number.precision() - number.scale()) > 400
        ? null
        : number;
  }
}
