package io.tocsin.flink.source;

import io.tocsin.document.Document;
import io.tocsin.document.LogReader;
import io.tocsin.document.RawRecord;
import io.tocsin.document.Undecodable;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Decodes records, and moves the clock of their partition. */
final class LogEmitter
    implements RecordEmitter<ConsumerRecord<byte[], byte[]>, SourceElement, SplitState> {
  private static final byte[] NOTHING = new byte[0];

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
  public void emitRecord(
      ConsumerRecord<byte[], byte[]> record, SourceOutput<SourceElement> output, SplitState split) {
    if (reader == null) {
      throw new IllegalStateException("a record was polled before there were rules");
    }
    byte[] value = record.value() == null ? NOTHING : record.value();
    boolean stampedByBroker = record.timestampType() == TimestampType.LOG_APPEND_TIME;
    RawRecord raw =
        new RawRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            stampedByBroker,
            value);
    long arrivedMillis = stampedByBroker ? record.timestamp() : nowMillis;
    Undecodable reason =
        reader.read(raw, nowMillis, document -> emit(document, raw, arrivedMillis, output, split));
    if (reason != null) {
      metrics.recordUndecodable();
      output.collect(new SourceElement.DeadLetter(raw, reason), record.timestamp());
    }
    split.handled(record.offset() + 1);
  }

  private void emit(
      Document document,
      RawRecord raw,
      long arrivedMillis,
      SourceOutput<SourceElement> output,
      SplitState split) {
    split.clock().log(document.timestampMillis(), arrivedMillis, raw.offset());
    output.collect(reuse(document, raw), document.timestampMillis());
    splits.emitLeap(split, output);
  }

  private SourceElement.Log reuse(Document document, RawRecord raw) {
    if (log == null) {
      log = new SourceElement.Log(document, raw);
    }
    return log.set(document, raw);
  }
}
