package io.tocsin.flink.alerting;

import io.tocsin.flink.serializer.KeyedBytes;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Records of {@code tocsin.alerts}: an alert's are keyed so that they stay in order, and heartbeats
 * go to one partition after the other.
 */
final class AlertsRecordSchema implements KafkaRecordSerializationSchema<KeyedBytes> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private transient int heartbeats;

  AlertsRecordSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      KeyedBytes record, KafkaSinkContext context, Long timestamp) {
    if (record.key() != null) {
      return new ProducerRecord<>(topic, record.key(), record.value());
    }
    int[] partitions = context.getPartitionsForTopic(topic);
    heartbeats = heartbeats + 1 < partitions.length ? heartbeats + 1 : 0;
    return new ProducerRecord<>(topic, partitions[heartbeats], null, record.value());
  }
}
