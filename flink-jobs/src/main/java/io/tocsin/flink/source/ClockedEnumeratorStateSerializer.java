package io.tocsin.flink.source;

import io.tocsin.flink.serializer.RuleBundleCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Writes the enumerator's state into checkpoints: Kafka's part by its own serializer, then ours.
 */
final class ClockedEnumeratorStateSerializer
    implements SimpleVersionedSerializer<ClockedEnumeratorState> {
  /** The first did not number the rule sets. */
  private static final int UNNUMBERED = 1;

  private static final int VERSION = 2;
  private final KafkaSourceEnumStateSerializer kafka = new KafkaSourceEnumStateSerializer();

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(ClockedEnumeratorState state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(4096);
    SimpleVersionedSerialization.writeVersionAndSerialize(kafka, state.kafka(), out);
    List<RulesInForce.Dated> sets = state.rules().sets();
    out.writeInt(sets.size());
    for (RulesInForce.Dated set : sets) {
      byte[] bundle = RuleBundleCodec.compress(set.bundle());
      out.writeInt(bundle.length);
      out.write(bundle);
      out.writeLong(set.fromSlotMillis());
      out.writeLong(set.number());
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public ClockedEnumeratorState deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION && version != UNNUMBERED) {
      throw new IOException("enumerator state of version " + version + ", readable is " + VERSION);
    }
    DataInputDeserializer in = new DataInputDeserializer(serialized);
    KafkaSourceEnumState partitions =
        SimpleVersionedSerialization.readVersionAndDeSerialize(kafka, in);
    int count = in.readInt();
    List<RulesInForce.Dated> sets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bundle = new byte[in.readInt()];
      in.readFully(bundle);
      long fromSlotMillis = in.readLong();
      long number = version == UNNUMBERED ? i : in.readLong();
      sets.add(new RulesInForce.Dated(RuleBundleCodec.decompress(bundle), number, fromSlotMillis));
    }
    return new ClockedEnumeratorState(partitions, new RulesInForce(sets));
  }
}
