package io.tocsin.flink.delivery;

import io.tocsin.flink.job.RecordSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the delivery job says of alerts, into the partition that the alert's own records are in. */
final class JournalSchema implements RecordSchema<WrittenRecord> {
  private static final long serialVersionUID = 1L;

  private final String topic;

  JournalSchema(String topic) {
    this.topic = topic;
  }

  @Override
  public ProducerRecord<byte[], byte[]> record(WrittenRecord record) {
    return new ProducerRecord<>(topic, record.bytes().key(), record.bytes().value());
  }
}
