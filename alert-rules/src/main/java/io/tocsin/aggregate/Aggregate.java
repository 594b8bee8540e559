package io.tocsin.aggregate;

/**
 * What is accumulated of the logs of a series.
 *
 * <p>Whatever is read from the same logs in the same way is one aggregate: a sum serves its average
 * too, one sketch all percentiles.
 */
public sealed interface Aggregate {

  /** The field that is read of each log; empty if none is. */
  String field();

  /** A text that two aggregates share if, and only if, they accumulate the same. */
  String canonical();

  /** How many logs there are. */
  record Count() implements Aggregate {
    @Override
    public String field() {
      return "";
    }

    @Override
    public String canonical() {
      return "count()";
    }
  }

  /** The sum of a field's numbers, and how many they are. */
  record Sum(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "sum(" + field + ")";
    }
  }

  /** The smallest of a field's numbers. */
  record Min(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "min(" + field + ")";
    }
  }

  /** The greatest of a field's numbers. */
  record Max(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "max(" + field + ")";
    }
  }

  /** How many different values a field has. */
  record Distinct(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "distinct(" + field + ")";
    }
  }

  /** The distribution of a field's numbers. */
  record Quantiles(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "quantiles(" + field + ")";
    }
  }

  /**
   * The lines of the latest logs.
   *
   * @param lines how many at most, from 1 to {@value #MOST}
   */
  record Samples(int lines) implements Aggregate {
    /** More than this many lines are no sample. */
    public static final int MOST = 100;

    /** Checks the number. */
    public Samples {
      if (lines < 1 || lines > MOST) {
        throw new IllegalArgumentException("1 to " + MOST + " lines wanted, got " + lines);
      }
    }

    @Override
    public String field() {
      return "message";
    }

    @Override
    public String canonical() {
      return "samples(" + lines + ")";
    }
  }

  /** The commonest values of a field. */
  record Top(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "top(" + field + ")";
    }
  }
}
