package io.tocsin.kql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The whole numbers from one to another, both included; empty if {@code low} is above {@code high}.
 */
record Interval(long low, long high) {
  static final Interval EVERYTHING = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);
  static final Interval NOTHING = new Interval(1, 0);

  private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  boolean contains(long number) {
    return low <= number && number <= high;
  }

  /** The whole numbers that compare so with a bound; those equal to it without a comparison. */
  static Interval of(@Nullable Comparison comparison, BigDecimal bound) {
    BigDecimal floor = bound.setScale(0, RoundingMode.FLOOR);
    BigDecimal ceiling = bound.setScale(0, RoundingMode.CEILING);
    if (comparison == null) {
      return between(ceiling, floor);
    }
    return switch (comparison) {
      case LESS -> between(MIN, ceiling.subtract(BigDecimal.ONE));
      case AT_MOST -> between(MIN, floor);
      case GREATER -> between(floor.add(BigDecimal.ONE), MAX);
      case AT_LEAST -> between(ceiling, MAX);
    };
  }

  private static Interval between(BigDecimal low, BigDecimal high) {
    BigDecimal from = low.max(MIN);
    BigDecimal to = high.min(MAX);
    return from.compareTo(to) > 0
        ? NOTHING
        : new Interval(from.longValueExact(), to.longValueExact());
  }

  /**
   * The instants that compare so with those from {@code first} to {@code last}, or lie in there.
   */
  static Interval of(@Nullable Comparison comparison, long first, long last) {
    if (comparison == null) {
      return new Interval(first, last);
    }
    return switch (comparison) {
      case LESS -> new Interval(Long.MIN_VALUE, first - 1);
      case AT_MOST -> new Interval(Long.MIN_VALUE, last);
      case GREATER -> new Interval(last + 1, Long.MAX_VALUE);
      case AT_LEAST -> new Interval(first, Long.MAX_VALUE);
    };
  }
}
