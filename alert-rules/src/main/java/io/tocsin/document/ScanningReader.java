package io.tocsin.document;

import org.jspecify.annotations.Nullable;

/**
 * Reads ECS logs by scanning their bytes for the fields that rules name; what the scanner gives up
 * is read by the reference.
 */
final class ScanningReader implements LogReader {
  private final LogReader reference;
  private final ScanPlan plan;
  private final FieldSlots slots;
  private final RecordScanner scanner;
  private final ScannedDocument document;
  private final TimestampReader timestamps;
  private final ReadStats stats;

  ScanningReader(
      ScanPlan plan, TimestampFormat format, String topic, ReadStats stats, LogReader reference) {
    this.reference = reference;
    this.plan = plan;
    this.slots = new FieldSlots(plan.wanted().size());
    this.scanner = new RecordScanner(plan.wanted(), slots);
    this.document = new ScannedDocument(slots, plan, topic);
    this.timestamps = new TimestampReader(format);
    this.stats = stats;
  }

  @Override
  public @Nullable Undecodable read(RawRecord record, long nowMillis, DocumentConsumer out) {
    if (!scanner.scan(record.bytes(), record.from(), record.to())) {
      return reference.read(record, nowMillis, out);
    }
    document.show(record.bytes(), 0);
    int value = plan.takeTimestamp(slots);
    long recordMillis = record.timestampMillis();
    long said = value < 0 ? EventTime.MISSING : timestamps.read(document.raw(value), recordMillis);
    long nanos = EventTime.place(said, record, nowMillis, stats);
    if (nanos == EventTime.NOWHERE) {
      return EventTime.reason(recordMillis);
    }
    plan.normalize(slots);
    stats.addLog();
    out.accept(document.show(record.bytes(), nanos));
    return null;
  }
}
