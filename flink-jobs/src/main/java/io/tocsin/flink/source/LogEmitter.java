package io.tocsin.flink.source;

import io.tocsin.document.Document;
import io.tocsin.document.LogReader;
import io.tocsin.document.RawRecord;
import io.tocsin.document.Undecodable;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.jspecify.annotations.Nullable;

/** Decodes records, and moves the clock of their partition. */
final class LogEmitter implements RecordEmitter<RawRecord, SourceElement, SplitState> {
  private final LogReaderFactory readers;
  private final ReaderSplits splits;
  private final SourceMetrics metrics;
  private @Nullable LogReader reader;
  private SourceElement.@Nullable Log log;
  private long nowMillis;

  LogEmitter(LogReaderFactory readers, ReaderSplits splits, SourceMetrics metrics) {
    this.readers = readers;
    this.splits = splits;
    this.metrics = metrics;
  }

  /** Reads what comes from now on with these rules. */
  void rules(RulesInForce rules) {
    reader = readers.create(rules.bundles(), metrics.readStats());
  }

  /** Sets the wall clock, in milliseconds since the epoch. */
  void now(long millis) {
    nowMillis = millis;
  }

  @Override
  public void emitRecord(RawRecord record, SourceOutput<SourceElement> output, SplitState split) {
    if (reader == null) {
      throw new IllegalStateException("a record was polled before there were rules");
    }
    long arrivedMillis = record.stampedByBroker() ? record.timestampMillis() : nowMillis;
    Undecodable reason =
        reader.read(
            record, nowMillis, document -> emit(document, record, arrivedMillis, output, split));
    if (reason != null) {
      metrics.recordUndecodable();
      output.collect(new SourceElement.DeadLetter(record, reason), record.timestampMillis());
    }
    split.handled(record.offset() + 1);
  }

  private void emit(
      Document document,
      RawRecord record,
      long arrivedMillis,
      SourceOutput<SourceElement> output,
      SplitState split) {
    split.clock().log(document.timestampMillis(), arrivedMillis, record.offset());
    output.collect(reuse(document, record), document.timestampMillis());
    splits.emitLeap(split, output);
  }

  private SourceElement.Log reuse(Document document, RawRecord record) {
    if (log == null) {
      log = new SourceElement.Log(document, record);
    }
    return log.set(document, record);
  }
}
