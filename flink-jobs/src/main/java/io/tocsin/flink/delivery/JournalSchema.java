package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.flink.job.RecordSchema;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What the delivery job says of alerts, into the partition that the alert's own records are in. */
final class JournalSchema implements RecordSchema<AlertsRecord> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  JournalSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(AlertsRecord record) {
    return new ProducerRecord<>(topic, key(record), AlertsCodec.write(record));
  }

  private static byte @Nullable [] key(AlertsRecord record) {
    if (record instanceof DeliveryRecord delivery) {
      return delivery.key().getBytes(StandardCharsets.UTF_8);
    }
    return record instanceof AlertRecord alert
        ? alert.alert().key().getBytes(StandardCharsets.UTF_8)
        : null;
  }
}
