package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.DeliveryRecord;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code tocsin.alerts} and the bytes that it is there. It goes from operator to
 * operator as these bytes and is read where somebody asks what it says: in a storm of alerts most
 * of the work would be to write and read JSON otherwise. The arrays are not changed.
 */
final class WrittenRecord implements EngineNews {
  private final byte @Nullable [] key;
  private final byte[] json;
  private @Nullable AlertsRecord record;

  private WrittenRecord(byte @Nullable [] key, byte[] json, @Nullable AlertsRecord record) {
    this.key = key;
    this.json = json;
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
    return record == null ? null : new WrittenRecord(key, json, record);
  }

  /** Bytes that have been read before. */
  static WrittenRecord known(byte @Nullable [] key, byte[] json) {
    return new WrittenRecord(key, json, null);
  }

  /** A record on its way to the topic, into the partition of the other records of its alert. */
  static WrittenRecord of(AlertsRecord record) {
    return new WrittenRecord(key(record), AlertsCodec.write(record), record);
  }

  private static byte @Nullable [] key(AlertsRecord record) {
    if (record instanceof DeliveryRecord delivery) {
      return delivery.key().getBytes(StandardCharsets.UTF_8);
    }
    return record instanceof AlertRecord alert
        ? alert.alert().key().getBytes(StandardCharsets.UTF_8)
        : null;
  }

  byte @Nullable [] key() {
    return key;
  }

  byte[] json() {
    return json;
  }

  /** What it says. */
  AlertsRecord record() {
    AlertsRecord known = record;
    if (known == null) {
      known = AlertsCodec.read(json);
      if (known == null) {
        throw new IllegalStateException("a record that could be read cannot be read any more");
      }
      record = known;
    }
    return known;
  }
}
