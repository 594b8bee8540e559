package io.tocsin.engine;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.aggregate.NumberPartial;
import io.tocsin.aggregate.Sample;
import io.tocsin.aggregate.SamplesPartial;
import io.tocsin.document.Document;
import org.jspecify.annotations.Nullable;

/** The line of the log at hand, copied once, whatever the number of series that keep it. */
final class LogSample {
  private @Nullable Sample sample;
  private int sampleField;
  private int draw;

  /**
   * Begins with another log.
   *
   * @param number other than that of the logs before
   */
  void begin(int number) {
    sample = null;
    draw = spread(number);
  }

  /**
   * A number at random, of which all bits are as good as any. By Chris Wellons, found by a search
   * among such functions ("hash-prospector", 2018).
   */
  private static int spread(int number) {
    int bits = number;
    bits = (bits ^ bits >>> 16) * 0x7feb352d;
    bits = (bits ^ bits >>> 15) * 0x846ca68b;
    return bits ^ bits >>> 16;
  }

  /**
   * Whether the log is the one of so many whose line is looked at.
   *
   * @param every a power of two
   */
  boolean isDrawn(int every) {
    return (draw & every - 1) == 0;
  }

  /** Adds the line; false if it is not wanted. */
  boolean addTo(SamplesPartial lines, Document log, Counted.Aggregated series) {
    int field = series.field();
    double rank = rank(log, series);
    if (log.size(field) == 0 || Double.isNaN(rank) || !lines.wants(rank, log.timestampMillis())) {
      return false;
    }
    Sample known = sample;
    if (known == null || sampleField != field) {
      known = Sample.of(log, field);
      sample = known;
      sampleField = field;
    }
    lines.add(series.by() < 0 ? known : known.ranked(rank));
    return true;
  }

  /** The higher, the sooner its line is shown; NaN for a log without a number to rank it by. */
  private static double rank(Document log, Counted.Aggregated series) {
    if (!(series.aggregate() instanceof Aggregate.Extremes extremes)) {
      return 0;
    }
    double number = NumberPartial.extreme(log, series.by(), extremes.greatest());
    return extremes.greatest() ? number : -number;
  }
}
