package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.CoreSerializer;
import io.tocsin.notify.StateCodec;
import io.tocsin.notify.TrackedAlert;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link TrackedAlert}. */
final class TrackedAlertSerializer extends CoreSerializer<TrackedAlert> {
  static final TrackedAlertSerializer INSTANCE = new TrackedAlertSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(TrackedAlert value, DataOutputView target) throws IOException {
    byte[] bytes = StateCodec.write(value);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public TrackedAlert deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return StateCodec.readAlert(bytes);
  }

  @Override
  public TypeSerializerSnapshot<TrackedAlert> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TrackedAlert> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
