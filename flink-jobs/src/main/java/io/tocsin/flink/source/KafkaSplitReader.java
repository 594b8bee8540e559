package io.tocsin.flink.source;

import io.tocsin.document.RawRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Polls a consumer, in the fetcher's thread, and reports its positions.
 *
 * <p>Flink's own split reader keeps the consumer to itself, so that behind it only the offsets of
 * records can be seen; the position also passes the control records of transactions, without which
 * the end of a partition might never be reached. It also asks for positions at once, and fails the
 * job when no broker can tell; this one polls on.
 */
final class KafkaSplitReader implements SplitReader<RawRecord, ClockedSplit> {
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration SHORT_POLL_TIMEOUT = Duration.ofMillis(100);

  private final KafkaConsumer<ByteBuffer, ByteBuffer> consumer;
  private final KafkaSourceReaderMetrics metrics;
  private final Consumer<Map<String, Long>> consumed;
  private final Set<TopicPartition> unplaced = new HashSet<>();

  /**
   * A reader without partitions.
   *
   * @param consumed given to each {@link KafkaFetch}
   */
  KafkaSplitReader(
      Properties properties,
      KafkaSourceReaderMetrics metrics,
      Consumer<Map<String, Long>> consumed) {
    this.consumer = new KafkaConsumer<>(properties);
    this.metrics = metrics;
    this.consumed = consumed;
    metrics.registerKafkaConsumerMetrics(consumer);
    metrics.registerNumBytesIn(consumer);
  }

  @Override
  public RecordsWithSplitIds<RawRecord> fetch() {
    Map<String, Long> positions = new HashMap<>();
    ConsumerRecords<ByteBuffer, ByteBuffer> records = ConsumerRecords.empty();
    try {
      records = consumer.poll(unplaced.isEmpty() ? POLL_TIMEOUT : SHORT_POLL_TIMEOUT);
      place(positions);
    } catch (WakeupException wokenUp) {
      // Somebody has something else for this thread to do; what was read is not lost.
    }
    records
        .nextOffsets()
        .forEach((partition, next) -> positions.put(splitId(partition), next.offset()));
    for (TopicPartition partition : records.partitions()) {
      metrics.maybeAddRecordsLagMetric(consumer, partition);
    }
    metrics.updateNumBytesInCounter();
    return new KafkaFetch(records, positions, consumed);
  }

  @Override
  public void handleSplitsChanges(SplitsChange<ClockedSplit> change) {
    if (!(change instanceof SplitsAddition)) {
      throw new UnsupportedOperationException("not a change that Kafka partitions know: " + change);
    }
    List<TopicPartition> assignment = new ArrayList<>(consumer.assignment());
    change.splits().forEach(split -> assignment.add(split.kafka().getTopicPartition()));
    consumer.assign(assignment);
    for (ClockedSplit split : change.splits()) {
      TopicPartition partition = split.kafka().getTopicPartition();
      seek(partition, split.kafka().getStartingOffset());
      unplaced.add(partition);
      metrics.registerTopicPartition(partition);
    }
  }

  @Override
  public void pauseOrResumeSplits(
      Collection<ClockedSplit> toPause, Collection<ClockedSplit> toResume) {
    consumer.resume(partitions(toResume));
    consumer.pause(partitions(toPause));
  }

  @Override
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  void commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
    consumer.commitAsync(offsets, callback);
  }

  @SuppressWarnings("deprecation") // splits restored from old state may still carry LATEST_OFFSET
  private void seek(TopicPartition partition, long startingOffset) {
    if (startingOffset == KafkaPartitionSplit.EARLIEST_OFFSET) {
      consumer.seekToBeginning(List.of(partition));
    } else if (startingOffset == KafkaPartitionSplit.LATEST_OFFSET) {
      consumer.seekToEnd(List.of(partition));
    } else if (startingOffset != KafkaPartitionSplit.COMMITTED_OFFSET) {
      consumer.seek(partition, startingOffset);
    }
  }

  /** Reports where new partitions begin, as soon as the consumer knows. */
  private void place(Map<String, Long> positions) {
    for (TopicPartition partition : List.copyOf(unplaced)) {
      try {
        positions.put(splitId(partition), consumer.position(partition, Duration.ZERO));
        unplaced.remove(partition);
      } catch (TimeoutException unknownYet) {
        return; // the next poll goes on looking
      }
    }
  }

  private static List<TopicPartition> partitions(Collection<ClockedSplit> splits) {
    return splits.stream().map(split -> split.kafka().getTopicPartition()).toList();
  }

  private static String splitId(TopicPartition partition) {
    return KafkaPartitionSplit.toSplitId(partition);
  }
}
