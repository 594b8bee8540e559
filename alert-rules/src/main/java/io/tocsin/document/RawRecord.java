package io.tocsin.document;

/**
 * A record as Kafka gave it.
 *
 * @param timestampMillis the record's own timestamp, in milliseconds since the epoch
 * @param stampedByBroker whether the timestamp is the broker's time of appending it; else it is of
 *     whoever sent it
 * @param value the bytes; not copied, not to be changed
 */
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long timestampMillis,
    boolean stampedByBroker,
    byte[] value) {

  /** One that has its timestamp from whoever sent it. */
  public RawRecord(String topic, int partition, long offset, long timestampMillis, byte[] value) {
    this(topic, partition, offset, timestampMillis, false, value);
  }
}
