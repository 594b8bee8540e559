package io.tocsin.condition;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The comparisons of two numbers. */
public enum ComparisonOperator {
  /** Greater than. */
  GREATER(">"),
  /** Greater than, or equal. */
  GREATER_OR_EQUAL(">="),
  /** Less than. */
  LESS("<"),
  /** Less than, or equal. */
  LESS_OR_EQUAL("<="),
  /** The same number. */
  EQUAL("=="),
  /** Not the same number. */
  NOT_EQUAL("!=");

  private final String symbol;

  ComparisonOperator(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written. */
  public String symbol() {
    return symbol;
  }

  /** The operator of this symbol, or null. */
  static @Nullable ComparisonOperator of(String symbol) {
    return Arrays.stream(values()).filter(o -> o.symbol.equals(symbol)).findFirst().orElse(null);
  }

  /** The operator that says the same with the sides exchanged. */
  ComparisonOperator mirrored() {
    return switch (this) {
      case GREATER -> LESS;
      case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      case LESS -> GREATER;
      case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
      case EQUAL -> EQUAL;
      case NOT_EQUAL -> NOT_EQUAL;
    };
  }

  Truth apply(Range left, Range right) {
    return switch (this) {
      case GREATER -> left.greater(right);
      case GREATER_OR_EQUAL -> left.greaterOrEqual(right);
      case LESS -> left.less(right);
      case LESS_OR_EQUAL -> left.lessOrEqual(right);
      case EQUAL -> left.equal(right);
      case NOT_EQUAL -> left.equal(right).not();
    };
  }

  /** Where truth goes when the sides go there. */
  Trend trend(Trend left, Trend right) {
    return switch (this) {
      case GREATER, GREATER_OR_EQUAL -> left.with(right.reversed());
      case LESS, LESS_OR_EQUAL -> left.reversed().with(right);
      case EQUAL, NOT_EQUAL ->
          left == Trend.STEADY && right == Trend.STEADY ? Trend.STEADY : Trend.EITHER;
    };
  }
}
