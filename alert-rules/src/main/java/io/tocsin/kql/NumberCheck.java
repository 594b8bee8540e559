package io.tocsin.kql;

import io.tocsin.diagnostic.Code;
import io.tocsin.field.Field;
import io.tocsin.field.FieldType;
import io.tocsin.field.Quantity;
import io.tocsin.field.Unit;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Checks the number of one clause, and gives it in the unit of its field. */
final class NumberCheck {
  private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  private NumberCheck() {}

  static ValueCheck.Outcome check(Field field, String text) {
    BigDecimal plain = NumberTests.literal(text);
    if (plain != null) {
      return inRange(field, plain, text);
    }
    Quantity quantity = Quantity.parse(text);
    if (quantity == null) {
      return ValueCheck.Outcome.error(
          ValueCheck.Problem.type(
              "expected a number for %s, got '%s'".formatted(field.name(), text), example(field)));
    }
    if (!quantity.fits(field.unit())) {
      return ValueCheck.Outcome.error(
          new ValueCheck.Problem(
              true,
              Code.QUANTITY_UNIT,
              "%s in %s, which %s".formatted(text, field.name(), unitOf(field.unit())),
              null));
    }
    return inRange(field, quantity.in(field.unit()), text);
  }

  /** The bound of a field that nobody knows: a number, or text, but no unit. */
  static ValueCheck.Outcome unmapped(String text) {
    BigDecimal plain = NumberTests.literal(text);
    if (plain != null) {
      return number(plain);
    }
    Quantity quantity = Quantity.parse(text);
    if (quantity != null && quantity.unit() != Unit.NONE) {
      return ValueCheck.Outcome.error(
          new ValueCheck.Problem(
              true,
              Code.QUANTITY_UNIT,
              "'%s' has a unit, and the field is unknown".formatted(text),
              "declare the field in fields.yaml with its type and unit"));
    }
    return ValueCheck.Outcome.of(new KqlValue.Words(text));
  }

  private static ValueCheck.Outcome inRange(Field field, BigDecimal number, String text) {
    boolean fits =
        field.type() == FieldType.LONG
            ? number.compareTo(MIN_LONG) >= 0 && number.compareTo(MAX_LONG) <= 0
            : !Double.isInfinite(number.doubleValue());
    return fits
        ? number(number)
        : ValueCheck.Outcome.error(
            ValueCheck.Problem.type(
                "'%s' is more than %s can hold".formatted(text, field.name()), null));
  }

  private static ValueCheck.Outcome number(BigDecimal number) {
    return ValueCheck.Outcome.of(new KqlValue.Words(spelling(number)));
  }

  /** The one spelling of a number. */
  private static String spelling(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return Math.abs(stripped.scale()) > 30 ? stripped.toString() : stripped.toPlainString();
  }

  private static @Nullable String example(Field field) {
    return field.unit() == Unit.NONE
        ? null
        : "write the number alone, or with a unit such as " + field.unit().symbol();
  }

  private static String unitOf(Unit unit) {
    return unit == Unit.NONE ? "has no unit" : "is in " + unit.symbol();
  }
}
