package io.tocsin.flink.alerting;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of {@code tocsin.alerts}, keyed so that what is said of one alert stays in order. */
final class AlertsRecordSchema implements KafkaRecordSerializationSchema<AlertsRecord> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  AlertsRecordSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      AlertsRecord record, KafkaSinkContext context, Long timestamp) {
    byte[] key =
        record instanceof AlertRecord alert
            ? alert.alert().key().getBytes(StandardCharsets.UTF_8)
            : null;
    return new ProducerRecord<>(topic, key, AlertsCodec.write(record));
  }
}
