package io.tocsin.flink.serializer;

import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import org.jspecify.annotations.Nullable;

/**
 * Key and value of a record as they are in Kafka. What is on its way there, or comes from there,
 * goes from operator to operator as these bytes: in a storm of alerts most of the work would be to
 * write and read JSON otherwise. The arrays are not changed.
 *
 * @param key null if the record may be in any partition
 */
public record KeyedBytes(byte @Nullable [] key, byte[] value) {

  /** A record of {@code tocsin.alerts}. */
  public static KeyedBytes of(AlertsRecord record) {
    return new KeyedBytes(AlertsCodec.key(record), AlertsCodec.write(record));
  }
}
