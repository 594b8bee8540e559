package io.tocsin.flink.pipeline;

import io.tocsin.flink.deadletter.Coordinates;

/**
 * A record as it came.
 *
 * @param key empty for none
 * @param value empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are moved, never compared
public record KafkaRecord(
    String topic, int partition, long offset, long timestampMillis, byte[] key, byte[] value) {

  /** Where it stands. */
  Coordinates coordinates() {
    return new Coordinates(topic, partition, offset, timestampMillis);
  }
}
