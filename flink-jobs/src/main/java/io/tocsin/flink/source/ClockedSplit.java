package io.tocsin.flink.source;

import io.tocsin.clock.ClockState;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** A partition, with the offset to go on from and the clock to go on with. */
public record ClockedSplit(KafkaPartitionSplit kafka, ClockState clock) implements SourceSplit {

  /** A partition that nobody has read. */
  static ClockedSplit unread(KafkaPartitionSplit kafka) {
    return new ClockedSplit(kafka, ClockState.NEW);
  }

  @Override
  public String splitId() {
    return kafka.splitId();
  }
}
