package io.tocsin.flink.source;

import io.tocsin.clock.ClockState;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes splits into checkpoints and messages: Kafka's part by its own serializer, then ours. */
final class ClockedSplitSerializer implements SimpleVersionedSerializer<ClockedSplit> {
  private static final int VERSION = 1;
  private final KafkaPartitionSplitSerializer kafka = new KafkaPartitionSplitSerializer();

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ClockedSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(128);
    SimpleVersionedSerialization.writeVersionAndSerialize(kafka, split.kafka(), out);
    ClockState clock = split.clock();
    out.writeLong(clock.newestMillis());
    out.writeLong(clock.arrivedMillis());
    out.writeLong(clock.clockMillis());
    out.writeLong(clock.answeredMillis());
    out.writeLong(clock.graceUntilMillis());
    out.writeLong(clock.graceEndsAtOffset());
    return out.getCopyOfBuffer();
  }

  @Override
  public ClockedSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("split of version " + version + ", readable is " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    return new ClockedSplit(
        SimpleVersionedSerialization.readVersionAndDeSerialize(kafka, in),
        new ClockState(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong()));
  }
}
