package io.tocsin.engine;

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

  void addTo(SamplesPartial lines, Document log, int field) {
    if (log.size(field) == 0 || !lines.wants(log.timestampMillis())) {
      return;
    }
    Sample known = sample;
    if (known == null || sampleField != field) {
      known = Sample.of(log, field);
      sample = known;
      sampleField = field;
    }
    lines.add(known);
  }
}
