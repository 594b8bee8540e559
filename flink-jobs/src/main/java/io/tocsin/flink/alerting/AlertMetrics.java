package io.tocsin.flink.alerting;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What {@link GroupOperator} counts. */
final class AlertMetrics {
  private static final int LATENCIES = 1_000;

  private final Counter said;
  private final Counter tooLate;
  private final Counter overLimit;
  private final Map<Transition, Counter> transitions = new EnumMap<>(Transition.class);
  private final Histogram fireDelay;

  /** Registers the metrics; {@code alerts} has the transition as a label. */
  AlertMetrics(MetricGroup group) {
    said = group.counter("alertRecords");
    tooLate = group.counter("logsTooLate");
    overLimit = group.counter("logsOverGroupLimit");
    fireDelay = group.histogram("fireDelayMillis", new DescriptiveStatisticsHistogram(LATENCIES));
    for (Transition transition : Transition.values()) {
      transitions.put(
          transition, group.addGroup("transition", transition.text()).counter("alerts"));
    }
  }

  /**
   * Counts a record. How long an alert that fires has taken is told from the newest log that it
   * shows; one that is recorded only is old, and would say nothing of the job.
   */
  void said(AlertRecord record, long nowMillis) {
    said.inc();
    Counter counter = transitions.get(record.transition());
    if (counter != null) {
      counter.inc();
    }
    boolean fresh =
        record.transition() == Transition.FIRED && record.alert().facts().recordOnly() == null;
    if (fresh) {
      record.alert().samples().stream()
          .mapToLong(Alert.Sample::atMillis)
          .max()
          .ifPresent(newest -> fireDelay.update(Math.max(0, nowMillis - newest)));
    }
  }

  void tooLate(long logs) {
    tooLate.inc(logs);
  }

  void overLimit(long logs) {
    overLimit.inc(logs);
  }
}
