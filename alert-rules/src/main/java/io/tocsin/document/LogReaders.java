package io.tocsin.document;

/** Makes the readers of a source. */
public final class LogReaders {
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
    LogSource source = new LogSource(spec, stats);
    TreeDocument document = new TreeDocument(fields);
    return (record, nowMillis, out) ->
        source.read(
            record, nowMillis, (log, nanos, position) -> out.accept(document.show(log, nanos)));
  }
}
