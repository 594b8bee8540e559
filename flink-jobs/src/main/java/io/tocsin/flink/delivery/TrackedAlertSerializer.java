package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.BytesSerializer;
import io.tocsin.notify.StateCodec;
import io.tocsin.notify.TrackedAlert;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link TrackedAlert}. */
final class TrackedAlertSerializer extends BytesSerializer<TrackedAlert> {
  static final TrackedAlertSerializer INSTANCE = new TrackedAlertSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  protected byte[] write(TrackedAlert value) {
    return StateCodec.write(value);
  }

  @Override
  protected TrackedAlert read(byte[] bytes) {
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
