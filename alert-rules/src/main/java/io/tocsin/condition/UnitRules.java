package io.tocsin.condition;

import io.tocsin.condition.Expression.Arithmetic;
import io.tocsin.condition.Expression.Constant;
import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Span;
import io.tocsin.field.Quantity;
import io.tocsin.field.Unit;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Which units go together, and what comes of it. */
final class UnitRules {
  private final Fragment text;
  private final Diagnostics diagnostics;

  UnitRules(Fragment text, Diagnostics diagnostics) {
    this.text = text;
    this.diagnostics = diagnostics;
  }

  /** Two numbers of one unit. */
  record Pair(Expression left, Expression right) {}

  /** Both sides in one unit; null if that cannot be, which is reported. */
  @Nullable Pair same(Syntax.Binary where, Expression left, Expression right) {
    if (left.unit() == right.unit()) {
      return new Pair(left, right);
    }
    if (right instanceof Constant constant) {
      Expression fitting = fitting(constant, left.unit(), where.right().span());
      return fitting == null ? null : new Pair(left, fitting);
    }
    if (left instanceof Constant constant) {
      Expression fitting = fitting(constant, right.unit(), where.left().span());
      return fitting == null ? null : new Pair(fitting, right);
    }
    if (left.unit().dimension() != right.unit().dimension()) {
      String message =
          "expected both sides in one kind of unit, got %s and %s"
              .formatted(shown(left.unit()), shown(right.unit()));
      error(where.span(), message, null);
      return null;
    }
    return inTheSmaller(left, right);
  }

  /** Towards the smaller unit the factor is a whole number, and so exact. */
  private static Pair inTheSmaller(Expression left, Expression right) {
    BigDecimal factor = new Quantity(BigDecimal.ONE, left.unit()).in(right.unit());
    if (factor.compareTo(BigDecimal.ONE) >= 0) {
      Unit unit = right.unit();
      return new Pair(new Expression.Converted(left, factor.doubleValue(), unit), right);
    }
    Unit unit = left.unit();
    double inverse = new Quantity(BigDecimal.ONE, right.unit()).in(unit).doubleValue();
    return new Pair(left, new Expression.Converted(right, inverse, unit));
  }

  private @Nullable Expression fitting(Constant constant, Unit unit, Span span) {
    boolean bare = constant.written().unit() == Unit.NONE;
    if (bare && constant.value() == 0) {
      return new Constant(0, unit, constant.written());
    }
    if (bare && unit != Unit.NONE || !constant.written().fits(unit)) {
      String example = bare ? constant.written() + unit.symbol() : "1" + unit.symbol();
      error(
          span,
          "expected %s, got %s".formatted(shown(unit), constant.written()),
          unit == Unit.NONE ? null : "written with a unit, as in '" + example + "'");
      return null;
    }
    return constant.in(unit);
  }

  /** A sum or a difference. */
  @Nullable Expression added(
      ArithmeticOperator operator, Syntax.Binary where, Expression left, Expression right) {
    Pair pair = same(where, left, right);
    return pair == null
        ? null
        : new Arithmetic(operator, pair.left(), pair.right(), pair.left().unit());
  }

  /** A product, one side of which is a bare number. */
  @Nullable Expression product(Syntax.Binary where, Expression left, Expression right) {
    if (left.unit() != Unit.NONE && right.unit() != Unit.NONE) {
      String message =
          "expected a bare number on one side of '*', got %s and %s"
              .formatted(shown(left.unit()), shown(right.unit()));
      error(where.span(), message, null);
      return null;
    }
    Unit unit = left.unit() == Unit.NONE ? right.unit() : left.unit();
    return new Arithmetic(ArithmeticOperator.TIMES, left, right, unit);
  }

  /** A quotient: by a bare number, or of two of one unit. */
  @Nullable Expression quotient(Syntax.Binary where, Expression left, Expression right) {
    if (right instanceof Constant constant && constant.value() == 0) {
      diagnostics.error(
          Code.DIVISION_BY_ZERO, text, where.right().span(), "a division by 0 has no value", null);
      return null;
    }
    if (right.unit() == Unit.NONE) {
      return new Arithmetic(ArithmeticOperator.DIVIDED_BY, left, right, left.unit());
    }
    Pair pair = same(where, left, right);
    return pair == null
        ? null
        : new Arithmetic(ArithmeticOperator.DIVIDED_BY, pair.left(), pair.right(), Unit.NONE);
  }

  private static String shown(Unit unit) {
    if (unit == Unit.NONE) {
      return "a number without a unit";
    }
    return switch (unit.dimension()) {
      case NUMBER -> "a percentage";
      case TIME -> "a length of time";
      case SIZE -> "an amount of data";
    };
  }

  private void error(Span span, String message, @Nullable String hint) {
    diagnostics.error(Code.EXPRESSION_UNIT, text, span, message, hint);
  }
}
