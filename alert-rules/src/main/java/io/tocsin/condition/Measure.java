package io.tocsin.condition;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.DistinctPartial;
import io.tocsin.aggregate.ExtremePartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.QuantilesPartial;
import io.tocsin.aggregate.SumPartial;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is read of an aggregate: {@code count()}, {@code avg(event.duration)}, {@code
 * p99(event.duration)}.
 *
 * <p>Several measures can read the same aggregate: a sum and an average, all percentiles.
 *
 * @param function what is read
 * @param field the field that is read of each log; empty for a count
 * @param quantile for a percentile the share of values up to it, above 0 and at most 1; else 0
 */
public record Measure(Function function, String field, double quantile) {

  /** The functions that rules can name. */
  public enum Function {
    /** How many logs. */
    COUNT,
    /** The sum of a field's values. */
    SUM,
    /** The average of a field's values. */
    AVG,
    /** The smallest of a field's values. */
    MIN,
    /** The greatest of a field's values. */
    MAX,
    /** How many different values a field has. */
    DISTINCT,
    /** The value of a field that a share of its values do not exceed. */
    PERCENTILE
  }

  /** How many logs. */
  public static Measure count() {
    return new Measure(Function.COUNT, "", 0);
  }

  /** A function of a field that takes no quantile. */
  public static Measure of(Function function, String field) {
    return new Measure(function, field, 0);
  }

  /** A percentile. */
  public static Measure percentile(double quantile, String field) {
    return new Measure(Function.PERCENTILE, field, quantile);
  }

  /** What must be accumulated for it. */
  public Aggregate aggregate() {
    return switch (function) {
      case COUNT -> new Aggregate.Count();
      case SUM, AVG -> new Aggregate.Sum(field);
      case MIN -> new Aggregate.Min(field);
      case MAX -> new Aggregate.Max(field);
      case DISTINCT -> new Aggregate.Distinct(field);
      case PERCENTILE -> new Aggregate.Quantiles(field);
    };
  }

  /** As it is written over logs that are not filtered: {@code p99(event.duration)}. */
  public String canonical() {
    return name() + "(" + field + ")";
  }

  /** The function's name: {@code p99}. */
  String name() {
    return function == Function.PERCENTILE
        ? "p" + BigDecimal.valueOf(quantile).movePointRight(2).stripTrailingZeros().toPlainString()
        : function.name().toLowerCase(Locale.ROOT);
  }

  /** All that it can come to, whatever the logs. */
  Range possible() {
    return switch (function) {
      case COUNT, DISTINCT -> Range.atLeast(0);
      case SUM -> Range.SOME;
      case AVG, MIN, MAX, PERCENTILE -> Range.ANY;
    };
  }

  /** Where further logs can move it. */
  Trend trend() {
    return switch (function) {
      case COUNT, DISTINCT, MAX -> Trend.RISING;
      case MIN -> Trend.FALLING;
      case SUM, AVG, PERCENTILE -> Trend.EITHER;
    };
  }

  /**
   * What it comes to.
   *
   * @param partial of {@link #aggregate}, over the whole window; null if no log was counted
   * @param openEnded whether more logs may come, or some are missing: the range then holds all that
   *     they could make of it
   */
  public Range value(@Nullable Partial partial, boolean openEnded) {
    return switch (function) {
      case COUNT -> risesFrom(partial == null ? 0 : ((CountPartial) partial).count(), openEnded);
      case DISTINCT ->
          risesFrom(partial == null ? 0 : ((DistinctPartial) partial).distinct(), openEnded);
      case SUM -> openEnded ? Range.SOME : sum((SumPartial) partial);
      case AVG -> openEnded ? Range.ANY : average((SumPartial) partial);
      case MIN -> extreme((ExtremePartial) partial, openEnded);
      case MAX -> extreme((ExtremePartial) partial, openEnded);
      case PERCENTILE -> openEnded ? Range.ANY : percentile((QuantilesPartial) partial);
    };
  }

  /**
   * What no further logs can go beyond, however they read: a range inside every range that they can
   * make of an open-ended one.
   *
   * @param openEnded as {@link #value} gives it
   * @param logs how many more there are at most
   */
  public Range grown(Range openEnded, long logs) {
    if (logs == 0) {
      return openEnded;
    }
    return switch (function) {
      case COUNT -> Range.atLeast(openEnded.low() + logs);
      // What is estimated can jump, and one value can be any.
      case DISTINCT, MAX -> Range.atLeast(Double.MAX_VALUE);
      case MIN -> Range.atMost(-Double.MAX_VALUE);
      case SUM, AVG, PERCENTILE -> openEnded;
    };
  }

  private static Range risesFrom(long count, boolean openEnded) {
    return openEnded ? Range.atLeast(count) : Range.exact(count);
  }

  private static Range sum(@Nullable SumPartial partial) {
    return Range.exact(partial == null ? 0 : partial.sum());
  }

  private static Range average(@Nullable SumPartial partial) {
    return partial == null || partial.values() == 0
        ? Range.NONE
        : Range.exact(partial.sum() / partial.values());
  }

  private Range extreme(@Nullable ExtremePartial partial, boolean openEnded) {
    OptionalDouble extreme = partial == null ? OptionalDouble.empty() : partial.extreme();
    if (extreme.isEmpty()) {
      return openEnded ? Range.ANY : Range.NONE;
    }
    if (!openEnded) {
      return Range.exact(extreme.getAsDouble());
    }
    return function == Function.MAX
        ? Range.atLeast(extreme.getAsDouble())
        : Range.atMost(extreme.getAsDouble());
  }

  private Range percentile(@Nullable QuantilesPartial partial) {
    OptionalDouble value = partial == null ? OptionalDouble.empty() : partial.quantile(quantile);
    return value.isPresent() ? Range.exact(value.getAsDouble()) : Range.NONE;
  }
}
