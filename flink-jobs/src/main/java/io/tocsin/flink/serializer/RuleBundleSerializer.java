package io.tocsin.flink.serializer;

import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link RuleBundle}. */
public final class RuleBundleSerializer extends CoreSerializer<RuleBundle> {
  /** The only one that is needed. */
  public static final RuleBundleSerializer INSTANCE = new RuleBundleSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(RuleBundle value, DataOutputView target) throws IOException {
    byte[] deflated = RuleBundleCodec.compress(value);
    target.writeInt(deflated.length);
    target.write(deflated);
  }

  @Override
  public RuleBundle deserialize(DataInputView source) throws IOException {
    byte[] deflated = new byte[source.readInt()];
    source.readFully(deflated);
    return RuleBundleCodec.decompress(deflated);
  }

  @Override
  public TypeSerializerSnapshot<RuleBundle> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RuleBundle> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
