package io.tocsin.flink.alerting;

import io.tocsin.alert.Rollup;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of {@code tocsin.slots}: those of a rule and group stay in order. */
final class RollupSchema implements KafkaRecordSerializationSchema<Rollup> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  RollupSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Rollup rollup, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        topic, rollup.key().getBytes(StandardCharsets.UTF_8), rollup.json());
  }
}
