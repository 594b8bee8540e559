package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.DeliveryRecord;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What became of alerts, into the partition that the alert's own records are in. */
final class JournalSchema implements KafkaRecordSerializationSchema<AlertsRecord> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  JournalSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      AlertsRecord record, KafkaSinkContext context, Long timestamp) {
    byte[] key =
        record instanceof DeliveryRecord delivery
            ? delivery.key().getBytes(StandardCharsets.UTF_8)
            : null;
    return new ProducerRecord<>(topic, key, AlertsCodec.write(record));
  }
}
