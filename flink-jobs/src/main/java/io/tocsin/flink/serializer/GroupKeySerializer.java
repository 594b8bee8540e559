package io.tocsin.flink.serializer;

import io.tocsin.slot.GroupKey;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link GroupKey}. */
public final class GroupKeySerializer extends CoreSerializer<GroupKey> {
  /** The only one that is needed. */
  public static final GroupKeySerializer INSTANCE = new GroupKeySerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(GroupKey value, DataOutputView target) throws IOException {
    AtOnce.write(value::write, target);
  }

  @Override
  public GroupKey deserialize(DataInputView source) throws IOException {
    return GroupKey.read(source);
  }

  @Override
  public TypeSerializerSnapshot<GroupKey> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<GroupKey> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
