package io.tocsin.flink.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows which records an earlier attempt of the job can have indexed: those that were in their
 * partition when this attempt began to read it. What came later no earlier attempt has seen.
 *
 * <p>How far the earlier attempt really came nobody wrote down, for it may have crashed; its
 * checkpoint says only what it had surely done.
 */
final class EarlierAttempts {
  private final Properties kafka;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  EarlierAttempts(Properties kafka) {
    this.kafka = kafka;
  }

  /**
   * Whether this record can have been indexed before.
   *
   * @throws IllegalStateException if the broker does not say where the partition ends
   */
  boolean canHaveIndexed(KafkaRecord record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Long end = ends.get(partition);
    if (end == null) {
      ask(record.topic());
      // One that was made this very moment has been read by nobody before.
      end = ends.computeIfAbsent(partition, made -> 0L);
    }
    return record.offset() < end;
  }

  /** One question for all partitions of a topic; what is known stays. */
  private void ask(String topic) {
    try (Admin admin = Admin.create(kafka)) {
      Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
      for (TopicDescription each :
          admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
        each.partitions()
            .forEach(
                partition ->
                    partitions.put(
                        new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
      }
      admin
          .listOffsets(partitions)
          .all()
          .get()
          .forEach((partition, end) -> ends.putIfAbsent(partition, end.offset()));
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot ask where the partitions of " + topic + " end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking where " + topic + " ends", e);
    }
  }
}
