package io.tocsin.flink.alerting;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of {@code tocsin.alerts}: an alert's are keyed so that they stay in order, and heartbeats
 * go to one partition after the other.
 */
final class AlertsRecordSchema implements KafkaRecordSerializationSchema<AlertsRecord> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private transient int heartbeats;

  AlertsRecordSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      AlertsRecord record, KafkaSinkContext context, Long timestamp) {
    byte[] value = AlertsCodec.write(record);
    if (record instanceof AlertRecord alert) {
      return new ProducerRecord<>(
          topic, alert.alert().key().getBytes(StandardCharsets.UTF_8), value);
    }
    int[] partitions = context.getPartitionsForTopic(topic);
    heartbeats = heartbeats + 1 < partitions.length ? heartbeats + 1 : 0;
    return new ProducerRecord<>(topic, partitions[heartbeats], null, value);
  }
}
