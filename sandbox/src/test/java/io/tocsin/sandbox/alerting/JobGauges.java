package io.tocsin.sandbox.alerting;

import java.util.List;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;

/** What the subtasks of one job in this process report of themselves. */
final class JobGauges implements AutoCloseable {
  private final InMemoryReporter reporter = InMemoryReporter.create();

  void addTo(Configuration configuration) {
    reporter.addToConfiguration(configuration);
  }

  /** What each subtask says that has this gauge or counter. */
  List<Long> of(JobID job, String name) {
    return reporter.findMetrics(job, "\\." + name + "$").values().stream()
        .map(JobGauges::value)
        .toList();
  }

  long sum(JobID job, String name) {
    return of(job, name).stream().mapToLong(Long::longValue).sum();
  }

  private static long value(Metric metric) {
    if (metric instanceof Counter counter) {
      return counter.getCount();
    }
    return ((Number) ((Gauge<?>) metric).getValue()).longValue();
  }

  @Override
  public void close() {
    reporter.close();
  }
}
