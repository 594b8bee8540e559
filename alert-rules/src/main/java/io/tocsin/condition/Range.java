package io.tocsin.condition;

/**
 * What is known of a value: all that it can turn out to be, whatever the logs say that are missing
 * or still to come.
 *
 * <p>A range over an interval certainly has a value. {@link #NONE} certainly has none, as the
 * average of nothing. {@link #ANY} may have any value or none.
 *
 * <p>Bounds are computed with the same floating-point operations as values are. Rounding is
 * monotone, so what an operation gives for values inside its operands' ranges lies inside the range
 * that it gives for those ranges, to the last bit: a comparison that a range has decided is never
 * decided otherwise by the value.
 *
 * @param kind whether there is a value
 * @param low the least possible value, which may be negative infinity; 0 if there is no interval
 * @param high the greatest possible value, which may be infinity; 0 if there is no interval
 * @see <a href="https://en.wikipedia.org/wiki/Interval_arithmetic">Interval arithmetic</a>
 */
public record Range(Kind kind, double low, double high) {
  /** Certainly no value. */
  public static final Range NONE = new Range(Kind.NONE, 0, 0);

  /** Any value, or none. */
  public static final Range ANY = new Range(Kind.ANY, 0, 0);

  /** Some value, no matter which. */
  public static final Range SOME = between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** The kinds of knowledge about a value. */
  public enum Kind {
    /** There is a value, between two bounds that belong to the range. */
    VALUE,
    /** There is no value. */
    NONE,
    /** There may be a value, or none. */
    ANY
  }

  /** Checks the bounds. */
  public Range {
    if (kind == Kind.VALUE && !(low <= high)) {
      throw new IllegalArgumentException("not a range: " + low + ".." + high);
    }
    // One zero only, so that equal ranges are equal as records.
    low += 0.0;
    high += 0.0;
  }

  /** A value that is known. */
  public static Range exact(double value) {
    return new Range(Kind.VALUE, value, value);
  }

  /** A value between two bounds, either of which may be infinite. */
  public static Range between(double low, double high) {
    return new Range(Kind.VALUE, low, high);
  }

  /** A value of this or more. */
  public static Range atLeast(double low) {
    return between(low, Double.POSITIVE_INFINITY);
  }

  /** A value of this or less. */
  public static Range atMost(double high) {
    return between(Double.NEGATIVE_INFINITY, high);
  }

  /** Whether there is a value, and which is known. */
  public boolean isExact() {
    return kind == Kind.VALUE && low == high;
  }

  /** Whether there certainly is a value. */
  public boolean hasValue() {
    return kind == Kind.VALUE;
  }

  /** Whether the value can turn out to be this one. */
  public boolean contains(double value) {
    return switch (kind) {
      case VALUE -> low <= value && value <= high;
      case NONE -> false;
      case ANY -> true;
    };
  }

  /** All that one or the other can turn out to be. */
  public Range or(Range other) {
    if (kind == Kind.VALUE && other.kind == Kind.VALUE) {
      return between(Math.min(low, other.low), Math.max(high, other.high));
    }
    return kind == Kind.NONE && other.kind == Kind.NONE ? NONE : ANY;
  }

  /** The sum. */
  public Range plus(Range other) {
    if (bothHaveValues(other)) {
      return bounded(low + other.low, high + other.high);
    }
    return withoutValue(other);
  }

  /** The difference. */
  public Range minus(Range other) {
    if (bothHaveValues(other)) {
      return bounded(low - other.high, high - other.low);
    }
    return withoutValue(other);
  }

  /** The product. */
  public Range times(Range other) {
    if (bothHaveValues(other)) {
      return corners(
          product(low, other.low),
          product(low, other.high),
          product(high, other.low),
          product(high, other.high));
    }
    return withoutValue(other);
  }

  /** The quotient: none for a division by 0, and anything or nothing if that may be one. */
  public Range dividedBy(Range other) {
    if (other.isExact() && other.low == 0) {
      return NONE;
    }
    if (!bothHaveValues(other)) {
      return withoutValue(other);
    }
    if (other.contains(0)) {
      return ANY;
    }
    return corners(
        quotient(low, other.low),
        quotient(low, other.high),
        quotient(high, other.low),
        quotient(high, other.high));
  }

  /** The value with the other sign. */
  public Range negated() {
    return kind == Kind.VALUE ? between(-high, -low) : this;
  }

  /** Whether this is greater than the other. */
  public Truth greater(Range other) {
    if (!bothHaveValues(other)) {
      return Truth.UNDECIDED;
    }
    if (low > other.high) {
      return Truth.TRUE;
    }
    return high <= other.low ? Truth.FALSE : Truth.UNDECIDED;
  }

  /** Whether this is greater than the other, or equal. */
  public Truth greaterOrEqual(Range other) {
    return other.greater(this).not();
  }

  /** Whether this is less than the other. */
  public Truth less(Range other) {
    return other.greater(this);
  }

  /** Whether this is less than the other, or equal. */
  public Truth lessOrEqual(Range other) {
    return greater(other).not();
  }

  /** Whether both are the same value. */
  public Truth equal(Range other) {
    if (!bothHaveValues(other)) {
      return Truth.UNDECIDED;
    }
    if (high < other.low || low > other.high) {
      return Truth.FALSE;
    }
    return isExact() && other.isExact() ? Truth.TRUE : Truth.UNDECIDED;
  }

  /** {@code 12.0}, {@code [3.0, ∞)}, {@code none} or {@code any}. */
  @Override
  public String toString() {
    return switch (kind) {
      case VALUE -> low == high ? Double.toString(low) : interval();
      case NONE -> "none";
      case ANY -> "any";
    };
  }

  private String interval() {
    String from = low == Double.NEGATIVE_INFINITY ? "(-∞" : "[" + low;
    String to = high == Double.POSITIVE_INFINITY ? "∞)" : high + "]";
    return from + ", " + to;
  }

  private boolean bothHaveValues(Range other) {
    return kind == Kind.VALUE && other.kind == Kind.VALUE;
  }

  private Range withoutValue(Range other) {
    return kind == Kind.NONE || other.kind == Kind.NONE ? NONE : ANY;
  }

  /** A bound that is no number comes of numbers beyond a double's; nothing is known then. */
  private static Range bounded(double low, double high) {
    return Double.isNaN(low) || Double.isNaN(high) ? ANY : between(low, high);
  }

  private static Range corners(double a, double b, double c, double d) {
    return between(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** An infinite bound stands for finite values without bound, and 0 times any of those is 0. */
  private static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : a * b;
  }

  /** Of unbounded by unbounded, 0 is the bound that the other corners lack. */
  private static double quotient(double a, double b) {
    return Double.isInfinite(b) ? 0 : a / b;
  }
}
