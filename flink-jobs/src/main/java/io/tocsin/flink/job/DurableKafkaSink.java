package io.tocsin.flink.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * A sink that has written all it was given when a checkpoint completes, and may write it once more
 * after a crash. It is Flink's without its committer, which has nothing to do without transactions,
 * and logs a warning with each checkpoint.
 *
 * @param <T> what it is given
 */
public final class DurableKafkaSink<T> implements Sink<T> {
  /** A broker may be away for so long before the job fails, goes back, and says things twice. */
  public static final Duration BROKER_AWAY = Duration.ofHours(6);

  /**
   * How many requests are under way to a broker at once. Of several to a partition that its leader
   * does not yet know of, a later one may be taken first; the earlier ones are refused from then
   * on, and would be tried again until {@link #BROKER_AWAY} has passed (KAFKA-15591).
   */
  private static final String REQUESTS_AT_ONCE = "1";

  private static final long serialVersionUID = 1L;

  private final KafkaSink<T> sink;

  /**
   * A sink.
   *
   * @param kafka properties of Kafka's clients, {@code bootstrap.servers} among them
   */
  public DurableKafkaSink(Properties kafka, KafkaRecordSerializationSchema<T> schema) {
    this.sink =
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(patient(kafka))
            .setBootstrapServers(kafka.getProperty("bootstrap.servers"))
            .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
            .setRecordSerializer(schema)
            .build();
  }

  /**
   * Properties of a producer that waits for a broker that is away, where they do not say otherwise;
   * the caller's own.
   */
  public static Properties patient(Properties kafka) {
    Properties patient = new Properties();
    patient.putAll(kafka);
    String away = Long.toString(BROKER_AWAY.toMillis());
    patient.putIfAbsent("delivery.timeout.ms", away);
    patient.putIfAbsent("max.block.ms", away);
    patient.putIfAbsent("max.in.flight.requests.per.connection", REQUESTS_AT_ONCE);
    return patient;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    return sink.createWriter(context);
  }
}
