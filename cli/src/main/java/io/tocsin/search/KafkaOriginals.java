package io.tocsin.search;

import io.tocsin.flink.deadletter.Coordinates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Records in Kafka, each looked up by its place. Connects when the first is asked for. */
public final class KafkaOriginals implements Originals, AutoCloseable {
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  private final Properties kafka = new Properties();
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Has not connected yet.
   *
   * @param kafka properties of Kafka's clients, {@code bootstrap.servers} among them
   */
  public KafkaOriginals(Properties kafka) {
    this.kafka.putAll(kafka);
    int limit = (int) TIME_LIMIT.toMillis();
    this.kafka.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, limit);
    this.kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.kafka.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
  }

  @Override
  public byte @Nullable [] bytes(Coordinates origin) {
    KafkaConsumer<byte[], byte[]> open = open();
    TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
    if (open.partitionsFor(origin.topic()).size() <= origin.partition()) {
      return null;
    }
    List<TopicPartition> only = List.of(partition);
    Map<TopicPartition, Long> begin = open.beginningOffsets(only);
    Map<TopicPartition, Long> end = open.endOffsets(only);
    if (origin.offset() < begin.getOrDefault(partition, 0L)
        || origin.offset() >= end.getOrDefault(partition, 0L)) {
      return null;
    }
    open.assign(only);
    open.seek(partition, origin.offset());
    ConsumerRecord<byte[], byte[]> record = next(open, origin);
    // Of a topic that was made again the offset is another record's.
    boolean same =
        record.offset() == origin.offset() && record.timestamp() == origin.timestampMillis();
    return same ? record.value() : null;
  }

  private KafkaConsumer<byte[], byte[]> open() {
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open == null) {
      open = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer = open;
    }
    return open;
  }

  private static ConsumerRecord<byte[], byte[]> next(
      KafkaConsumer<byte[], byte[]> open, Coordinates origin) {
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : open.poll(POLL)) {
        return record;
      }
    }
    throw new KafkaException(
        "partition %d of topic %s could not be read at offset %d"
            .formatted(origin.partition(), origin.topic(), origin.offset()));
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
