package io.tocsin.document;

import java.util.Arrays;

/**
 * A record as Kafka gave it. Its bytes may stand among others in an array.
 *
 * @param timestampMillis the record's own timestamp, in milliseconds since the epoch
 * @param stampedByBroker whether the timestamp is the broker's time of appending it; else it is of
 *     whoever sent it
 * @param bytes what the value is part of; not copied, not to be changed
 * @param from where the value begins in {@code bytes}
 * @param to where the value has ended
 */
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long timestampMillis,
    boolean stampedByBroker,
    byte[] bytes,
    int from,
    int to) {

  /** One that has an array for itself. */
  public RawRecord(
      String topic,
      int partition,
      long offset,
      long timestampMillis,
      boolean stampedByBroker,
      byte[] value) {
    this(topic, partition, offset, timestampMillis, stampedByBroker, value, 0, value.length);
  }

  /** One that has an array for itself, and its timestamp from whoever sent it. */
  public RawRecord(String topic, int partition, long offset, long timestampMillis, byte[] value) {
    this(topic, partition, offset, timestampMillis, false, value);
  }

  /** The bytes of the value and no others, not to be changed; a copy where there are others. */
  public byte[] value() {
    return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
  }
}
