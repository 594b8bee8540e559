package io.tocsin.flink.job;

import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A sink whose checkpoints do not wait for the broker: what it has not taken is part of them, and
 * is written again after a crash. So a job that must go on remembering while Kafka is away can. At
 * least once, and after a crash not in order.
 *
 * @param <T> what it is given
 */
public final class KeptKafkaSink<T> implements Sink<T>, SupportsWriterState<T, KeptRecord> {
  private static final long serialVersionUID = 1L;

  private final Properties kafka;
  private final RecordSchema<T> schema;

  /**
   * A sink.
   *
   * @param kafka properties of Kafka's clients, {@code bootstrap.servers} among them
   */
  public KeptKafkaSink(Properties kafka, RecordSchema<T> schema) {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.schema = schema;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<T, KeptRecord> restoreWriter(
      WriterInitContext context, Collection<KeptRecord> kept) {
    return new KeptKafkaWriter<>(kafka, schema, kept);
  }

  @Override
  public SimpleVersionedSerializer<KeptRecord> getWriterStateSerializer() {
    return new KeptRecord.Serializer();
  }
}
