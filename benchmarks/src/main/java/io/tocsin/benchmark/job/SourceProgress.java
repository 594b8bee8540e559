package io.tocsin.benchmark.job;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Knows how many records the sources of the jobs in this process have read: by Flink's own metric,
 * so that no job is changed to be measured.
 */
public final class SourceProgress implements MetricReporter {
  private static final String READ = "numRecordsIn";
  private static final String OPERATOR = "<operator_name>";
  private static final Map<Metric, Counter> COUNTERS = new ConcurrentHashMap<>();

  /** Makes the reporter; found by the name of its class. */
  public static final class Factory implements MetricReporterFactory {
    /** As Flink's service loader wants it. */
    public Factory() {}

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new SourceProgress();
    }
  }

  /** How many records have been read by the jobs that run. */
  static long read() {
    return COUNTERS.values().stream().mapToLong(Counter::getCount).sum();
  }

  @Override
  public void open(MetricConfig config) {}

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    String operator = group.getAllVariables().get(OPERATOR);
    boolean source = operator != null && operator.equals("Source: " + Jobs.SOURCE);
    if (source && name.equals(READ) && metric instanceof Counter counter) {
      COUNTERS.put(metric, counter);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    COUNTERS.remove(metric);
  }
}
