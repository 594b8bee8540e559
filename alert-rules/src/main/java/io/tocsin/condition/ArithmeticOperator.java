package io.tocsin.condition;

/** The operations on two numbers. */
public enum ArithmeticOperator {
  /** The sum. */
  PLUS("+", 1),
  /** The difference. */
  MINUS("-", 1),
  /** The product. */
  TIMES("*", 2),
  /** The quotient. */
  DIVIDED_BY("/", 2);

  private final String symbol;
  private final int strength;

  ArithmeticOperator(String symbol, int strength) {
    this.symbol = symbol;
    this.strength = strength;
  }

  /** As it is written. */
  public String symbol() {
    return symbol;
  }

  /** How tightly it binds its operands: more binds tighter. */
  int strength() {
    return strength;
  }

  Range apply(Range left, Range right) {
    return switch (this) {
      case PLUS -> left.plus(right);
      case MINUS -> left.minus(right);
      case TIMES -> left.times(right);
      case DIVIDED_BY -> left.dividedBy(right);
    };
  }
}
