package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.BytesSerializer;
import io.tocsin.notify.EngineHealth;
import io.tocsin.notify.StateCodec;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link EngineHealth}. */
final class EngineHealthSerializer extends BytesSerializer<EngineHealth> {
  static final EngineHealthSerializer INSTANCE = new EngineHealthSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  protected byte[] write(EngineHealth value) {
    return StateCodec.write(value);
  }

  @Override
  protected EngineHealth read(byte[] bytes) {
    return StateCodec.readHealth(bytes);
  }

  @Override
  public TypeSerializerSnapshot<EngineHealth> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EngineHealth> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
