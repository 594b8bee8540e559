package io.tocsin.flink.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.document.RawRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaFetchTest {
  private static final byte[] AMONG_OTHERS = "key{\"a\":1}header".getBytes(UTF_8);

  private final List<Map<String, Long>> consumed = new ArrayList<>();

  private static ConsumerRecord<ByteBuffer, ByteBuffer> record(
      int partition, long offset, TimestampType type, @Nullable ByteBuffer value) {
    return new ConsumerRecord<>(
        "logs",
        partition,
        offset,
        1_000 + offset,
        type,
        0,
        0,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  @Test
  void readersSeeTheBytesWhereTheyAre() {
    ByteBuffer value = ByteBuffer.wrap(AMONG_OTHERS).position(1).slice().position(2).limit(9);

    RawRecord raw = KafkaFetch.raw(record(3, 7, TimestampType.LOG_APPEND_TIME, value));

    assertThat(raw.bytes()).isSameAs(AMONG_OTHERS);
    assertThat(new String(raw.value(), UTF_8)).isEqualTo("{\"a\":1}");
    assertThat(raw.partition()).isEqualTo(3);
    assertThat(raw.offset()).isEqualTo(7);
    assertThat(raw.timestampMillis()).isEqualTo(1_007);
    assertThat(raw.stampedByBroker()).isTrue();
  }

  @Test
  void aRecordWithoutAValueHasNoBytes() {
    RawRecord raw = KafkaFetch.raw(record(0, 0, TimestampType.CREATE_TIME, null));

    assertThat(raw.value()).isEmpty();
    assertThat(raw.stampedByBroker()).isFalse();
  }

  @Test
  void eachPartitionsRecordsComeInOrderAndThenThePositions() {
    ByteBuffer value = ByteBuffer.wrap(AMONG_OTHERS);
    TopicPartition first = new TopicPartition("logs", 0);
    TopicPartition second = new TopicPartition("logs", 1);
    KafkaFetch fetch =
        new KafkaFetch(
            new ConsumerRecords<>(
                Map.of(
                    first,
                    List.of(
                        record(0, 4, TimestampType.CREATE_TIME, value),
                        record(0, 5, TimestampType.CREATE_TIME, value)),
                    second,
                    List.of(record(1, 9, TimestampType.CREATE_TIME, value))),
                Map.of()),
            Map.of("logs-0", 6L, "logs-1", 12L),
            consumed::add);

    List<String> read = new ArrayList<>();
    for (String split = fetch.nextSplit(); split != null; split = fetch.nextSplit()) {
      for (RawRecord raw = fetch.nextRecordFromSplit();
          raw != null;
          raw = fetch.nextRecordFromSplit()) {
        read.add(split + " " + raw.offset());
      }
    }

    assertThat(read).containsExactlyInAnyOrder("logs-0 4", "logs-0 5", "logs-1 9");
    assertThat(read).containsSubsequence("logs-0 4", "logs-0 5");
    assertThat(consumed).isEmpty();
    fetch.recycle();
    assertThat(consumed).containsExactly(Map.of("logs-0", 6L, "logs-1", 12L));
  }
}
