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

  /** Begins with another log. */
  void forget() {
    sample = null;
  }

  void addTo(SamplesPartial lines, Document log, Counted.Aggregated series) {
    int field = series.field();
    double rank = rank(log, series);
    if (log.size(field) == 0 || Double.isNaN(rank) || !lines.wants(rank, log.timestampMillis())) {
      return;
    }
    Sample known = sample;
    if (known == null || sampleField != field) {
      known = Sample.of(log, field);
      sample = known;
      sampleField = field;
    }
    lines.add(series.by() < 0 ? known : known.ranked(rank));
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
