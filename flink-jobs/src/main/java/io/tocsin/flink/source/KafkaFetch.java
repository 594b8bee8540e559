package io.tocsin.flink.source;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one poll brought: records, and where the consumer stood behind them, which may be further
 * than the last record says, and may be news without any record.
 */
final class KafkaFetch implements RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> {
  private final ConsumerRecords<byte[], byte[]> records;
  private final Iterator<TopicPartition> partitions;
  private final Map<String, Long> positions;
  private final Consumer<Map<String, Long>> consumed;
  private Iterator<ConsumerRecord<byte[], byte[]>> current = Collections.emptyIterator();

  /**
   * A fetch.
   *
   * @param positions by split, where the consumer stands
   * @param consumed told the positions by the reader's thread, when it has handled all records
   */
  KafkaFetch(
      ConsumerRecords<byte[], byte[]> records,
      Map<String, Long> positions,
      Consumer<Map<String, Long>> consumed) {
    this.records = records;
    this.partitions = records.partitions().iterator();
    this.positions = positions;
    this.consumed = consumed;
  }

  @Override
  public @Nullable String nextSplit() {
    if (!partitions.hasNext()) {
      return null;
    }
    TopicPartition partition = partitions.next();
    current = records.records(partition).iterator();
    return KafkaPartitionSplit.toSplitId(partition);
  }

  @Override
  public @Nullable ConsumerRecord<byte[], byte[]> nextRecordFromSplit() {
    return current.hasNext() ? current.next() : null;
  }

  @Override
  public Set<String> finishedSplits() {
    return Set.of();
  }

  @Override
  public void recycle() {
    consumed.accept(positions);
  }
}
