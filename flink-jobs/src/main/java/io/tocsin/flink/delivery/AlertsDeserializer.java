package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertsCodec;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records of {@code tocsin.alerts}. What is none is counted as {@code alertsUndecodable},
 * what a later version wrote as {@code alertsUnknown}, and both are left out.
 */
final class AlertsDeserializer implements KafkaRecordDeserializationSchema<WrittenRecord> {
  private static final Logger LOG = LoggerFactory.getLogger(AlertsDeserializer.class);
  private static final long serialVersionUID = 1L;

  private transient Counter undecodable = new SimpleCounter();
  private transient Counter unknown = new SimpleCounter();

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    MetricGroup metrics = context.getMetricGroup();
    undecodable = metrics.counter("alertsUndecodable");
    unknown = metrics.counter("alertsUnknown");
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<WrittenRecord> out) {
    byte[] value = record.value();
    if (value != null && AlertsCodec.isOfDelivery(value)) {
      return; // what became of alerts is for those who look it up
    }
    WrittenRecord read = read(record.key(), value);
    if (read != null) {
      out.collect(read);
    } else if (undecodable.getCount() == 1) {
      LOG.warn(
          "not a record of alerts: {} partition {} offset {}",
          record.topic(),
          record.partition(),
          record.offset());
    }
  }

  private @Nullable WrittenRecord read(byte @Nullable [] key, byte @Nullable [] value) {
    if (value == null) {
      undecodable.inc();
      return null;
    }
    try {
      WrittenRecord read = WrittenRecord.read(key, value);
      if (read == null) {
        unknown.inc();
      }
      return read;
    } catch (IllegalArgumentException e) {
      undecodable.inc();
      return null;
    }
  }

  @Override
  public TypeInformation<WrittenRecord> getProducedType() {
    return WrittenRecordSerializer.TYPE_INFORMATION;
  }
}
