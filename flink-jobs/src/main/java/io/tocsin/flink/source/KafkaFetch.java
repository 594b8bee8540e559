package io.tocsin.flink.source;

import io.tocsin.document.RawRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What one poll brought: records, and where the consumer stood behind them, which may be further
 * than the last record says, and may be news without any record.
 *
 * <p>The bytes of records stay where the client has put them. Its records are taken apart here, in
 * the fetcher's thread, which waits for the reader's more often than the other way round.
 */
final class KafkaFetch implements RecordsWithSplitIds<RawRecord> {
  private static final byte[] NOTHING = new byte[0];

  private final Iterator<Map.Entry<String, List<RawRecord>>> splits;
  private final Map<String, Long> positions;
  private final Consumer<Map<String, Long>> consumed;
  private Iterator<RawRecord> current = Collections.emptyIterator();

  /**
   * A fetch.
   *
   * @param positions by split, where the consumer stands
   * @param consumed told the positions by the reader's thread, when it has handled all records
   */
  KafkaFetch(
      ConsumerRecords<?, ByteBuffer> records,
      Map<String, Long> positions,
      Consumer<Map<String, Long>> consumed) {
    Map<String, List<RawRecord>> bySplit = new LinkedHashMap<>();
    for (TopicPartition partition : records.partitions()) {
      bySplit.put(KafkaPartitionSplit.toSplitId(partition), raw(records.records(partition)));
    }
    this.splits = bySplit.entrySet().iterator();
    this.positions = positions;
    this.consumed = consumed;
  }

  private static <K> List<RawRecord> raw(List<ConsumerRecord<K, ByteBuffer>> records) {
    List<RawRecord> raw = new ArrayList<>(records.size());
    for (ConsumerRecord<K, ByteBuffer> record : records) {
      raw.add(raw(record));
    }
    return raw;
  }

  /** The record as those see it who read logs; one without a value is one of no bytes. */
  static RawRecord raw(ConsumerRecord<?, ByteBuffer> record) {
    ByteBuffer value = record.value();
    byte[] bytes = NOTHING;
    int from = 0;
    int length = 0;
    if (value != null) {
      bytes = value.array();
      from = value.arrayOffset() + value.position();
      length = value.remaining();
    }
    return new RawRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType() == TimestampType.LOG_APPEND_TIME,
        bytes,
        from,
        from + length);
  }

  @Override
  public @Nullable String nextSplit() {
    if (!splits.hasNext()) {
      return null;
    }
    Map.Entry<String, List<RawRecord>> split = splits.next();
    current = split.getValue().iterator();
    return split.getKey();
  }

  @Override
  public @Nullable RawRecord nextRecordFromSplit() {
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
