package io.tocsin.alert;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Records of {@code tocsin.alerts} as JSON, version 1. A reader skips keys that it does not know; a
 * record of a later version, or of a type that it does not know, is not read.
 */
public final class AlertsCodec {
  /** The version that is written. */
  public static final int VERSION = 1;

  private AlertsCodec() {}

  /**
   * Whether a record tells what became of an alert on its way to a receiver, a {@link
   * DeliveryRecord}; it is not read further than that.
   */
  public static boolean isOfDelivery(byte[] bytes) {
    return AlertsReader.isOfType(AlertsWriter.DELIVERY, bytes);
  }

  /**
   * The key of the record in the topic, by which whatever is said of an alert stays in order.
   *
   * @return null if it may be in any partition
   */
  public static byte @Nullable [] key(AlertsRecord record) {
    if (record instanceof DeliveryRecord delivery) {
      return delivery.key().getBytes(StandardCharsets.UTF_8);
    }
    return record instanceof AlertRecord alert
        ? alert.alert().key().getBytes(StandardCharsets.UTF_8)
        : null;
  }

  /** The record as one JSON object in UTF-8. */
  public static byte[] write(AlertsRecord record) {
    return AlertsWriter.write(record);
  }

  /**
   * The record that is written so.
   *
   * @return null if it is of a type or version that this one does not know
   * @throws IllegalArgumentException if it is no record at all, with what is wrong
   */
  public static @Nullable AlertsRecord read(byte[] bytes) {
    return AlertsReader.read(bytes);
  }
}
