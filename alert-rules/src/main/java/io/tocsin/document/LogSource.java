package io.tocsin.document;

import org.jspecify.annotations.Nullable;

/**
 * The one way from bytes to logs: decode, parse, rename, place in time, normalise, mask. Whoever
 * wants logs, for matching or for indexing, looks at what comes out here.
 */
final class LogSource {
  private final Decoder decoder;
  private final ParseSteps steps;
  private final Normalizer normalizer;
  private final Masks masks;
  private final ReadStats stats;

  LogSource(SourceSpec spec, ReadStats stats) {
    this.decoder =
        switch (spec.format()) {
          case ECS -> new JsonDecoder();
          case OTLP -> new OtlpDecoder();
          case TEXT -> new TextDecoder();
        };
    this.steps = new ParseSteps(spec.parse(), stats);
    this.normalizer = new Normalizer(spec);
    this.masks = new Masks(spec.masks());
    this.stats = stats;
  }

  /** Takes a log. */
  interface LogConsumer {
    /**
     * Takes a log.
     *
     * @param position its place in its record, from 0
     */
    void accept(Branch log, long timestampNanos, int position);
  }

  /** As {@link LogReader#read}. */
  @Nullable Undecodable read(RawRecord record, long nowMillis, LogConsumer out) {
    Undecodable problem = null;
    int position = 0;
    try {
      for (Branch log : decoder.decode(record.value(), stats)) {
        long nanos = prepare(log, record, nowMillis);
        if (nanos == EventTime.NOWHERE) {
          problem = EventTime.reason(record.timestampMillis());
        } else {
          stats.addLog();
          out.accept(log, nanos, position);
        }
        position++;
      }
    } catch (NotALog e) {
      return e.why();
    }
    return problem;
  }

  /** Makes of a decoded log what everybody sees; returns its event time. */
  private long prepare(Branch log, RawRecord record, long nowMillis) {
    steps.apply(log);
    // A mask may name a field as the source writes it, or as ECS does.
    masks.maskFields(log);
    normalizer.rename(log);
    long said = normalizer.timestamp(log, record.timestampMillis());
    long nanos = EventTime.place(said, record, nowMillis, stats);
    if (nanos != EventTime.NOWHERE) {
      normalizer.normalize(log);
      masks.maskFields(log);
      masks.maskTexts(log);
      normalizer.stamp(log, nanos);
    }
    return nanos;
  }
}
