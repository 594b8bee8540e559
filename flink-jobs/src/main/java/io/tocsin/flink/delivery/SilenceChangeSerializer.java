package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.CoreSerializer;
import io.tocsin.silence.Silence;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link SilenceChange}. */
final class SilenceChangeSerializer extends CoreSerializer<SilenceChange> {
  static final SilenceChangeSerializer INSTANCE = new SilenceChangeSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(SilenceChange value, DataOutputView target) throws IOException {
    target.writeUTF(value.id());
    Silence silence = value.silence();
    target.writeBoolean(silence != null);
    if (silence != null) {
      SilenceSerializer.INSTANCE.serialize(silence, target);
    }
  }

  @Override
  public SilenceChange deserialize(DataInputView source) throws IOException {
    String id = source.readUTF();
    boolean there = source.readBoolean();
    return new SilenceChange(id, there ? SilenceSerializer.INSTANCE.deserialize(source) : null);
  }

  @Override
  public TypeSerializerSnapshot<SilenceChange> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SilenceChange> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
