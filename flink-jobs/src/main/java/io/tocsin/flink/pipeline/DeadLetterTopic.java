package io.tocsin.flink.pipeline;

import io.tocsin.flink.deadletter.Coordinates;
import io.tocsin.flink.deadletter.DeadLetter;
import io.tocsin.flink.elasticsearch.Rejection;
import io.tocsin.flink.elasticsearch.RejectionHandler;
import io.tocsin.flink.job.SteadyClock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps refused documents in the topic of dead letters; they are durable once all replicas have
 * them.
 */
final class DeadLetterTopic implements RejectionHandler {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final String topic;

  DeadLetterTopic(Properties kafka, String topic) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
  }

  @Override
  public CompletionStage<?> reject(Rejection rejection) {
    CompletableFuture<Void> kept = new CompletableFuture<>();
    var unused =
        producer.send(
            letter(rejection).toRecord(topic),
            (metadata, failure) -> {
              if (failure == null) {
                kept.complete(null);
              } else {
                kept.completeExceptionally(failure);
              }
            });
    return kept;
  }

  private DeadLetter letter(Rejection rejection) {
    return new DeadLetter(
        SteadyClock.ofThisProcess().absoluteTimeMillis(),
        DeadLetter.Stage.INDEX,
        rejection.reason(),
        rejection.detail(),
        rejection.status(),
        rejection.entry().target(),
        rejection.entry().id(),
        Coordinates.parse(rejection.entry().origin()),
        rejection.entry().document());
  }

  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
