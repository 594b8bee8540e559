package io.tocsin.kql;

/** How a range clause compares a field with its bound. */
public enum Comparison {
  /** Below the bound. */
  LESS("<"),
  /** Below the bound or equal to it. */
  AT_MOST("<="),
  /** Above the bound. */
  GREATER(">"),
  /** Above the bound or equal to it. */
  AT_LEAST(">=");

  private final String symbol;

  Comparison(String symbol) {
    this.symbol = symbol;
  }

  /** As KQL spells it. */
  public String symbol() {
    return symbol;
  }

  /** Whether the bound itself satisfies it. */
  public boolean inclusive() {
    return this == AT_MOST || this == AT_LEAST;
  }

  /** Whether it bounds from below. */
  public boolean lower() {
    return this == GREATER || this == AT_LEAST;
  }

  /** Whether it holds, given the sign of comparing a value with the bound. */
  boolean holds(int sign) {
    return switch (this) {
      case LESS -> sign < 0;
      case AT_MOST -> sign <= 0;
      case GREATER -> sign > 0;
      case AT_LEAST -> sign >= 0;
    };
  }
}
