package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.flink.serializer.KeyedBytes;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code tocsin.alerts} and the bytes that it is there, read where somebody asks what
 * it says.
 */
final class WrittenRecord implements EngineNews {
  private final KeyedBytes bytes;
  private @Nullable AlertsRecord record;

  private WrittenRecord(KeyedBytes bytes, @Nullable AlertsRecord record) {
    this.bytes = bytes;
    this.record = record;
  }

  /**
   * A record as it is in the topic.
   *
   * @return null if it is of a type or version that this one does not know
   * @throws IllegalArgumentException if it is no record at all
   */
  static @Nullable WrittenRecord read(byte @Nullable [] key, byte[] json) {
    AlertsRecord record = AlertsCodec.read(json);
    return record == null ? null : new WrittenRecord(new KeyedBytes(key, json), record);
  }

  /** Bytes that have been read before. */
  static WrittenRecord known(KeyedBytes bytes) {
    return new WrittenRecord(bytes, null);
  }

  /** A record on its way to the topic, into the partition of the other records of its alert. */
  static WrittenRecord of(AlertsRecord record) {
    return new WrittenRecord(KeyedBytes.of(record), record);
  }

  /** As it is in the topic. */
  KeyedBytes bytes() {
    return bytes;
  }

  /** What it says. */
  AlertsRecord record() {
    AlertsRecord known = record;
    if (known == null) {
      known = AlertsCodec.read(bytes.value());
      if (known == null) {
        throw new IllegalStateException("a record that could be read cannot be read any more");
      }
      record = known;
    }
    return known;
  }
}
