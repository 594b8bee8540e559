package io.tocsin.document;

/** How a source's records are encoded. */
public enum SourceFormat {
  /** One JSON object a record, in ECS or near it: Filebeat, Fluent Bit, Vector, rsyslog. */
  ECS,
  /** OpenTelemetry logs as JSON, as the collector's Kafka exporter writes them: many a record. */
  OTLP,
  /** One line of text a record, which becomes {@code message}. */
  TEXT
}
