package io.tocsin.flink.pipeline;

import io.tocsin.flink.deadletter.Coordinates;

/**
 * A record as it came.
 *
 * @param stampedByBroker whether the timestamp is the broker's
 * @param key empty for none
 * @param value empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
public record KafkaRecord(
    String topic,
    int partition,
    long offset,
    long timestampMillis,
    boolean stampedByBroker,
    byte[] key,
    byte[] value) {

  /** Where it stands. */
  Coordinates coordinates() {
    return new Coordinates(topic, partition, offset, timestampMillis);
  }
}
