package io.tocsin.flink.source;

import io.tocsin.document.Flaw;
import io.tocsin.document.ReadStats;
import io.tocsin.rule.RuleBundle;
import java.util.Locale;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.clock.Clock;

/** What a reader counts. */
final class SourceMetrics {
  private final ReadStats readStats = new ReadStats();
  private final Counter recordsUndecodable;
  private volatile long rulesVersion;
  private volatile long watermarkMillis = Long.MIN_VALUE;

  /** Registers the metrics; flaws are {@code flaw.timestamp_ahead} and so on. */
  SourceMetrics(MetricGroup group, Clock clock) {
    group.gauge("logsRead", readStats::logs);
    MetricGroup flaws = group.addGroup("flaw");
    for (Flaw flaw : Flaw.values()) {
      flaws.gauge(flaw.name().toLowerCase(Locale.ROOT), () -> readStats.count(flaw));
    }
    this.recordsUndecodable = group.counter("recordsUndecodable");
    group.gauge("rulesVersion", () -> rulesVersion);
    group.gauge(
        "watermarkLagMillis",
        () ->
            watermarkMillis == Long.MIN_VALUE
                ? 0L
                : Math.max(0L, clock.absoluteTimeMillis() - watermarkMillis));
  }

  /** What readers of logs count in. */
  ReadStats readStats() {
    return readStats;
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
