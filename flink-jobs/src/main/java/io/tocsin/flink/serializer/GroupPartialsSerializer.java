package io.tocsin.flink.serializer;

import io.tocsin.engine.GroupPartials;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link GroupPartials}. */
public final class GroupPartialsSerializer extends CoreSerializer<GroupPartials> {
  /** The only one that is needed. */
  public static final GroupPartialsSerializer INSTANCE = new GroupPartialsSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(GroupPartials value, DataOutputView target) throws IOException {
    value.write(target);
  }

  @Override
  public GroupPartials deserialize(DataInputView source) throws IOException {
    return GroupPartials.read(source);
  }

  @Override
  public TypeSerializerSnapshot<GroupPartials> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<GroupPartials> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
