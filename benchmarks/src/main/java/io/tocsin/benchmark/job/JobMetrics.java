package io.tocsin.benchmark.job;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Knows how many records the sources of the jobs in this process have read, and how many groups of
 * rules are live: by their metrics, so that no job is changed to be measured.
 */
public final class JobMetrics implements MetricReporter {
  private static final String READ = "numRecordsIn";
  private static final String OPERATOR = "<operator_name>";
  private static final String GROUPS = "ruleGroups";
  private static final Map<Metric, Counter> COUNTERS = new ConcurrentHashMap<>();
  private static final Set<Gauge<?>> GROUPS_OF_RULES = ConcurrentHashMap.newKeySet();

  /** Makes the reporter; found by the name of its class. */
  public static final class Factory implements MetricReporterFactory {
    /** As Flink's service loader wants it. */
    public Factory() {}

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new JobMetrics();
    }
  }

  /** How many records have been read by the jobs that run. */
  static long read() {
    return COUNTERS.values().stream().mapToLong(Counter::getCount).sum();
  }

  /** How many groups are live, each of them counted for each rule of which it is one. */
  static long groups() {
    return GROUPS_OF_RULES.stream()
        .mapToLong(gauge -> ((Number) gauge.getValue()).longValue())
        .sum();
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
    } else if (name.equals(GROUPS) && metric instanceof Gauge<?> gauge) {
      GROUPS_OF_RULES.add(gauge);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    COUNTERS.remove(metric);
    GROUPS_OF_RULES.remove(metric);
  }
}
