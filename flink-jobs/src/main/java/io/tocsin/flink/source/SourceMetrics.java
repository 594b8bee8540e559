package io.tocsin.flink.source;

import io.tocsin.rule.RuleBundle;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.clock.Clock;

/** What a reader counts. */
final class SourceMetrics {
  private final Counter logsRead;
  private final Counter recordsUndecodable;
  private volatile long rulesVersion;
  private volatile long watermarkMillis = Long.MIN_VALUE;

  SourceMetrics(MetricGroup group, Clock clock) {
    this.logsRead = group.counter("logsRead");
    this.recordsUndecodable = group.counter("recordsUndecodable");
    group.gauge("rulesVersion", () -> rulesVersion);
    group.gauge(
        "watermarkLagMillis",
        () ->
            watermarkMillis == Long.MIN_VALUE
                ? 0L
                : Math.max(0L, clock.absoluteTimeMillis() - watermarkMillis));
  }

  void logRead() {
    logsRead.inc();
  }

  void recordUndecodable() {
    recordsUndecodable.inc();
  }

  /**
   * The rule set that governs the newest slots: 48 bits of its version, since metrics are numbers;
   * equal in all subtasks when all have the same.
   */
  void rules(RuleBundle bundle) {
    rulesVersion = Long.parseLong(bundle.version().substring(0, 12), 16);
  }

  void watermark(long millis) {
    watermarkMillis = millis;
  }
}
