package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.BytesSerializer;
import io.tocsin.notify.GroupState;
import io.tocsin.notify.StateCodec;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link GroupState}. */
final class GroupStateSerializer extends BytesSerializer<GroupState> {
  static final GroupStateSerializer INSTANCE = new GroupStateSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  protected byte[] write(GroupState value) {
    return StateCodec.write(value);
  }

  @Override
  protected GroupState read(byte[] bytes) {
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
