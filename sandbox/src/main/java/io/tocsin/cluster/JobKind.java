package io.tocsin.cluster;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The three jobs. */
public enum JobKind {
  /** Counts logs by the rules and says what fires. */
  ALERTING("io.tocsin.flink.alerting.AlertingJob"),
  /** Indexes logs. */
  PIPELINE("io.tocsin.flink.pipeline.PipelineJob"),
  /** Tells receivers and Elasticsearch of alerts. */
  DELIVERY("io.tocsin.flink.delivery.DeliveryJob");

  private final String mainClass;

  JobKind(String mainClass) {
    this.mainClass = mainClass;
  }

  /** The name by which users call it; also that of its prefixes in the checkpoint bucket. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name that the job gives itself in Flink. */
  public String flinkName() {
    return "tocsin-" + text();
  }

  /** The job of this name; empty if there is none. */
  public static Optional<JobKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }

  String mainClass() {
    return mainClass;
  }
}
