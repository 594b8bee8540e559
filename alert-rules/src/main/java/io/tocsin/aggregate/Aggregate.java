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

  /**
   * How many bytes a slot takes where it is kept, with its partial as large as it gets: a sketch
   * that is full, lines and values of usual length.
   */
  long bytes();

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

    @Override
    public long bytes() {
      return 12;
    }
  }

  /** The sum of a field's numbers, and how many they are. */
  record Sum(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "sum(" + field + ")";
    }

    @Override
    public long bytes() {
      return 64;
    }
  }

  /** The smallest of a field's numbers. */
  record Min(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "min(" + field + ")";
    }

    @Override
    public long bytes() {
      return 16;
    }
  }

  /** The greatest of a field's numbers. */
  record Max(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "max(" + field + ")";
    }

    @Override
    public long bytes() {
      return 16;
    }
  }

  /** How many different values a field has. */
  record Distinct(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "distinct(" + field + ")";
    }

    @Override
    public long bytes() {
      return DistinctPartial.FULL_BYTES;
    }
  }

  /** The distribution of a field's numbers. */
  record Quantiles(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "quantiles(" + field + ")";
    }

    @Override
    public long bytes() {
      return QuantilesPartial.FULL_BYTES;
    }
  }

  /**
   * Lines of logs, the first of the newest minute. Where thousands of logs must come before anybody
   * asks for a line, most logs are not looked at for theirs.
   *
   * @param lines how many at most, from 1 to {@value #MOST}
   * @param every of so many logs one is looked at, drawn at random; a power of two, 1 for each
   */
  record Samples(int lines, int every) implements Aggregate {
    /** More than this many lines are no sample. */
    public static final int MOST = 100;

    private static final long USUAL_LINE_BYTES = 256;

    /**
     * So many are drawn, on average, for each line that is shown, before it is. That fewer than
     * three are drawn where 72 should be happens less than once in 10^27 times, and none where 24
     * should be less than once in 10^10.
     */
    private static final int DRAWN_FOR_A_LINE = 24;

    /** To draw is work of its own, and each rate a series of its own, so rates are far apart. */
    private static final int LEAST_EVERY = 16;

    private static final int RATE_STEP = 4;
    private static final int MOST_EVERY = 1 << 16;

    /** Checks the numbers. */
    public Samples {
      if (lines < 1 || lines > MOST) {
        throw new IllegalArgumentException("1 to " + MOST + " lines wanted, got " + lines);
      }
      if (every < 1 || Integer.bitCount(every) != 1) {
        throw new IllegalArgumentException("a power of two wanted, got " + every);
      }
    }

    /**
     * Of how many logs to look at one, if so many come before any line is asked for.
     *
     * @param lines how many lines are shown
     */
    public static int every(int lines, long logs) {
      int every = LEAST_EVERY;
      long most = logs / ((long) DRAWN_FOR_A_LINE * lines);
      if (most < every) {
        return 1;
      }
      while (every < MOST_EVERY && (long) RATE_STEP * every <= most) {
        every *= RATE_STEP;
      }
      return every;
    }

    @Override
    public String field() {
      return "message";
    }

    @Override
    public String canonical() {
      return every == 1 ? "samples(" + lines + ")" : "samples(%d, 1 in %d)".formatted(lines, every);
    }

    @Override
    public long bytes() {
      return lines * USUAL_LINE_BYTES;
    }
  }

  /**
   * The lines of the logs with the most extreme numbers in a field: what makes a percentile slow.
   *
   * @param lines how many at most, from 1 to {@value Samples#MOST}
   * @param by the field
   * @param greatest whether the greatest numbers are wanted, and not the smallest
   */
  record Extremes(int lines, String by, boolean greatest) implements Aggregate {
    /** Checks the number. */
    public Extremes {
      if (lines < 1 || lines > Samples.MOST) {
        throw new IllegalArgumentException("1 to " + Samples.MOST + " lines wanted, got " + lines);
      }
    }

    @Override
    public String field() {
      return "message";
    }

    @Override
    public String canonical() {
      return "samples(%d, %s %s)".formatted(lines, greatest ? "greatest" : "smallest", by);
    }

    @Override
    public long bytes() {
      return lines * Samples.USUAL_LINE_BYTES;
    }
  }

  /**
   * The topics of Kafka that logs came from. They are kept with the rule that wants to know, and
   * not in slots.
   */
  record Topics() implements Aggregate {
    @Override
    public String field() {
      return "";
    }

    @Override
    public String canonical() {
      return "topics()";
    }

    @Override
    public long bytes() {
      return 0;
    }
  }

  /** The commonest values of a field. */
  record Top(String field) implements Aggregate {
    @Override
    public String canonical() {
      return "top(" + field + ")";
    }

    @Override
    public long bytes() {
      return TopPartial.FULL_BYTES;
    }
  }
}
