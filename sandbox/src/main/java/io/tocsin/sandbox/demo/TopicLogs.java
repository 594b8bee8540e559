package io.tocsin.sandbox.demo;

import io.tocsin.tool.LogInput;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What is in one partition of a topic, from its beginning to where it ends now. */
final class TopicLogs implements LogInput {

  private static final Duration POLL = Duration.ofSeconds(1);

  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long end;
  private final Deque<byte[]> read = new ArrayDeque<>();
  private long position;

  private TopicLogs(String bootstrapServers, TopicPartition partition) {
    this.partition = partition;
    consumer = consumer(bootstrapServers);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** Each partition of a topic, to be closed by the caller. */
  static List<TopicLogs> all(String bootstrapServers, String topic) {
    List<TopicLogs> inputs = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
      for (PartitionInfo each : consumer.partitionsFor(topic)) {
        inputs.add(new TopicLogs(bootstrapServers, new TopicPartition(topic, each.partition())));
      }
    }
    return inputs;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public String name() {
    return partition.toString();
  }

  @Override
  public byte @Nullable [] next() {
    while (read.isEmpty() && consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end) {
          read.add(record.value());
        }
      }
    }
    position += read.isEmpty() ? 0 : 1;
    return read.poll();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
