package io.tocsin.flink.elasticsearch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What the sink counts, below {@code elasticsearch} in its operator's metrics. */
final class SinkMetrics {
  private static final int LATENCIES = 512;

  private final SinkWriterMetricGroup flink;
  private final MetricGroup group;
  private final Counter documents;
  private final Counter alreadyDone;
  private final Counter lookups;
  private final Counter bytes;
  private final Histogram latency;
  private final Map<Integer, Counter> retries = new HashMap<>();
  private final Map<String, Counter> rejections = new HashMap<>();
  private final Ages ages = new Ages();

  SinkMetrics(SinkWriterMetricGroup flink, IntSupplier inFlight, LongSupplier nowMillis) {
    this.flink = flink;
    this.group = flink.addGroup("elasticsearch");
    this.documents = group.counter("documents");
    this.alreadyDone = group.counter("alreadyDone");
    this.lookups = group.counter("lookups");
    this.bytes = group.counter("bytes");
    this.latency = group.histogram("requestMillis", new DescriptiveStatisticsHistogram(LATENCIES));
    group.gauge("inFlight", inFlight::getAsInt);
    group.gauge("oldestUnacknowledgedMillis", () -> ages.oldestMillis(nowMillis.getAsLong()));
  }

  void accepted(PendingEntry pending) {
    ages.accepted(pending);
  }

  void sent(List<PendingEntry> batch) {
    lookups.inc(batch.stream().filter(pending -> pending.entry().mayBeThere()).count());
  }

  void answered(BulkOutcome outcome, long millis) {
    latency.update(millis);
    documents.inc(outcome.done().size());
    alreadyDone.inc(outcome.alreadyDone().size());
    settle(outcome.done());
    settle(outcome.alreadyDone());
    outcome.retriesByStatus().forEach((status, count) -> retries(status).inc(count));
  }

  void rejected(BulkOutcome.Refused refused) {
    ages.settled(refused.pending());
    flink.getNumRecordsSendErrorsCounter().inc();
    rejections
        .computeIfAbsent(
            refused.rejection().reason(),
            reason -> group.addGroup("reason", reason).counter("rejections"))
        .inc();
  }

  private void settle(List<PendingEntry> entries) {
    long size = 0;
    for (PendingEntry pending : entries) {
      size += pending.entry().document().length;
      ages.settled(pending);
    }
    bytes.inc(size);
    flink.getNumRecordsSendCounter().inc(entries.size());
    flink.getNumBytesSendCounter().inc(size);
  }

  private Counter retries(int status) {
    return retries.computeIfAbsent(
        status,
        key ->
            group.addGroup("status", key == 0 ? "none" : Integer.toString(key)).counter("retries"));
  }
}
