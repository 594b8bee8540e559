package io.tocsin.flink.serializer;

import io.tocsin.engine.RuleState;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link RuleState}. */
public final class RuleStateSerializer extends CoreSerializer<RuleState> {
  /** The only one that is needed. */
  public static final RuleStateSerializer INSTANCE = new RuleStateSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(RuleState value, DataOutputView target) throws IOException {
    AtOnce.write(value::write, target);
  }

  @Override
  public RuleState deserialize(DataInputView source) throws IOException {
    return RuleState.read(source);
  }

  @Override
  public TypeSerializerSnapshot<RuleState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<RuleState> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
