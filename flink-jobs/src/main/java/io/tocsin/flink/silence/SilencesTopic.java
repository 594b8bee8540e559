package io.tocsin.flink.silence;

import io.tocsin.silence.Silence;
import io.tocsin.silence.SilenceCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The compacted topic of silences, read to its end and written to. */
public final class SilencesTopic {
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Properties kafka;
  private final String topic;

  /** The topic of this name, reached with these properties of Kafka's clients. */
  public SilencesTopic(Properties kafka, String topic) {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    int limit = (int) TIME_LIMIT.toMillis();
    this.kafka.put("default.api.timeout.ms", limit);
    this.kafka.put("request.timeout.ms", limit);
    this.topic = topic;
  }

  /**
   * Every silence that the topic holds, also those that are over.
   *
   * @throws KafkaException if the broker does not answer within 10 seconds, or the topic is not
   *     there
   */
  public Collection<Silence> all() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<PartitionInfo> known = consumer.partitionsFor(topic);
      if (known == null || known.isEmpty()) {
        throw new KafkaException("there is no topic " + topic);
      }
      List<TopicPartition> partitions =
          known.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<String, Silence> silences = new LinkedHashMap<>();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
      while (!isRead(consumer, ends)) {
        if (System.nanoTime() > deadline) {
          throw new KafkaException("the topic " + topic + " could not be read to its end");
        }
        consumer.poll(POLL).forEach(record -> take(silences, record));
      }
      return silences.values();
    }
  }

  private static boolean isRead(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static void take(Map<String, Silence> silences, ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String id = new String(record.key(), StandardCharsets.UTF_8);
    silences.remove(id);
    if (record.value() != null && SilenceCodec.isReadable(record.value())) {
      silences.put(id, SilenceCodec.read(record.value()));
    }
  }

  /**
   * Adds a silence, or puts it in the place of the one with its id.
   *
   * @throws KafkaException if the broker does not take it within 10 seconds
   */
  public void put(Silence silence) {
    write(silence.id(), SilenceCodec.write(silence));
  }

  /**
   * Forgets a silence.
   *
   * @throws KafkaException if the broker does not take it within 10 seconds
   */
  public void remove(String id) {
    write(id, null);
  }

  private void write(String id, byte @Nullable [] value) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) TIME_LIMIT.toMillis());
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) TIME_LIMIT.toMillis());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, key, value))
          .get(TIME_LIMIT.toSeconds() + 1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new KafkaException(
          "the topic " + topic + " takes no silence: " + cause.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
