package io.tocsin.condition;

/**
 * Where further logs in the slot that is evaluated can move a value, or the truth of a condition
 * from not holding to holding.
 */
public enum Trend {
  /** Nowhere: it looks at earlier slots only. */
  STEADY,
  /** Only up, or to holding. */
  RISING,
  /** Only down, or to not holding. */
  FALLING,
  /** Up or down. */
  EITHER;

  /** Of something that follows both. */
  public Trend with(Trend other) {
    if (this == STEADY || this == other) {
      return other;
    }
    return other == STEADY ? this : EITHER;
  }

  /** Of something that goes the other way. */
  public Trend reversed() {
    return switch (this) {
      case STEADY -> STEADY;
      case RISING -> FALLING;
      case FALLING -> RISING;
      case EITHER -> EITHER;
    };
  }

  /** Of a product with a factor of which this is known. */
  Trend times(Range factor) {
    if (this == STEADY) {
      return STEADY;
    }
    if (factor.hasValue() && factor.low() >= 0) {
      return this;
    }
    return factor.hasValue() && factor.high() <= 0 ? reversed() : EITHER;
  }
}
