package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.CoreSerializer;
import io.tocsin.notify.GroupState;
import io.tocsin.notify.StateCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link GroupState}. */
final class GroupStateSerializer extends CoreSerializer<GroupState> {
  static final GroupStateSerializer INSTANCE = new GroupStateSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(GroupState value, DataOutputView target) throws IOException {
    byte[] bytes = StateCodec.write(value);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public GroupState deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return StateCodec.readGroup(bytes);
  }

  @Override
  public TypeSerializerSnapshot<GroupState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<GroupState> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
