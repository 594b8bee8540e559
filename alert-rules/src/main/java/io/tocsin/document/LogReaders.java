package io.tocsin.document;

import java.util.function.Predicate;

/** Makes the readers of a source. */
public final class LogReaders {
  private static final String NO_TOPIC = "";

  private LogReaders() {}

  /** A reader that shows the fields of an index, and counts for itself. */
  public static LogReader create(SourceSpec spec, FieldIndex fields) {
    return create(spec, fields, new ReadStats());
  }

  /**
   * A reader that shows the fields of an index.
   *
   * @param stats where it counts
   */
  public static LogReader create(SourceSpec spec, FieldIndex fields, ReadStats stats) {
    return create(spec, fields, NO_TOPIC, stats);
  }

  /**
   * A reader of one topic, which the documents name.
   *
   * @param stats where it counts
   */
  public static LogReader create(
      SourceSpec spec, FieldIndex fields, String topic, ReadStats stats) {
    LogReader reference = reference(spec, fields, topic, stats);
    ScanPlan plan = ScanPlan.of(spec, fields);
    return plan == null
        ? reference
        : new ScanningReader(plan, spec.timestampFormat(), topic, stats, reference);
  }

  /** The reader that can read whatever can be read, by way of a tree. */
  static LogReader reference(SourceSpec spec, FieldIndex fields, ReadStats stats) {
    return reference(spec, fields, NO_TOPIC, stats);
  }

  private static LogReader reference(
      SourceSpec spec, FieldIndex fields, String topic, ReadStats stats) {
    LogSource source = new LogSource(spec, stats);
    TreeDocument document = new TreeDocument(fields, topic);
    return (record, nowMillis, out) ->
        source.read(
            record, nowMillis, (log, nanos, position) -> out.accept(document.show(log, nanos)));
  }

  /**
   * A reader that gives whole logs as JSON: exactly those whose fields the readers of {@link
   * #create} show.
   *
   * @param stats where it counts
   */
  public static JsonLogReader json(SourceSpec spec, ReadStats stats) {
    return json(spec, FieldIndex.builder().build(), document -> true, stats);
  }

  /**
   * A reader that gives as JSON those logs that are wanted, and makes no JSON of the others.
   *
   * @param fields those of the document that {@code wanted} is asked about
   * @param stats where it counts, all logs
   */
  public static JsonLogReader json(
      SourceSpec spec, FieldIndex fields, Predicate<Document> wanted, ReadStats stats) {
    LogSource source = new LogSource(spec, stats);
    TreeDocument document = new TreeDocument(fields, NO_TOPIC);
    JsonWriter writer = new JsonWriter();
    return (record, nowMillis, out) ->
        source.read(
            record,
            nowMillis,
            (log, nanos, position) -> {
              if (wanted.test(document.show(log, nanos))) {
                String stream = spec.dataStream(Normalizer.stampedDataset(log));
                out.accept(new JsonLog(nanos / 1_000_000, position, stream, writer.write(log)));
              }
            });
  }
}
