package io.tocsin.document;

import org.jspecify.annotations.Nullable;

/**
 * The one way from bytes to logs: decode, parse, rename, place in time, normalise, mask. Whoever
 * wants logs, for matching or for indexing, looks at what comes out here.
 */
final class LogSource {
  private final Decoder decoder;
  private final Normalizer normalizer;
  private final ReadStats stats;

  LogSource(SourceSpec spec, ReadStats stats) {
    this.decoder =
        switch (spec.format()) {
          case ECS -> new JsonDecoder();
          case OTLP -> new OtlpDecoder();
          case TEXT -> new TextDecoder();
        };
    this.normalizer = new Normalizer(spec);
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
        normalizer.rename(log);
        long said = normalizer.timestamp(log, record.timestampMillis());
        long nanos = EventTime.place(said, record.timestampMillis(), nowMillis, stats);
        if (nanos == EventTime.NOWHERE) {
          problem = EventTime.reason(record.timestampMillis());
        } else {
          normalizer.normalize(log, nanos);
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
}
