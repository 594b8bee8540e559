package io.tocsin.condition;

import io.tocsin.aggregate.Aggregate;

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
}
