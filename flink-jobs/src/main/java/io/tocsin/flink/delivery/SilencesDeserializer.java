package io.tocsin.flink.delivery;

import io.tocsin.silence.SilenceCodec;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic of silences: a record without value takes its silence back. */
final class SilencesDeserializer implements KafkaRecordDeserializationSchema<Directive> {
  private static final Logger LOG = LoggerFactory.getLogger(SilencesDeserializer.class);
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Directive> out) {
    if (record.key() == null) {
      LOG.warn("no silence: {} offset {} has no key", record.topic(), record.offset());
      return;
    }
    String id = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      out.collect(new SilenceChange(id, null));
      return;
    }
    try {
      out.collect(new SilenceChange(id, SilenceCodec.read(record.value())));
    } catch (IllegalArgumentException e) {
      LOG.warn("no silence: {} offset {}: {}", record.topic(), record.offset(), e.getMessage());
    }
  }

  @Override
  public TypeInformation<Directive> getProducedType() {
    return CodecSerializer.DIRECTIVE.of(Directive.class);
  }
}
