package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.BytesSerializer;
import io.tocsin.silence.Silence;
import io.tocsin.silence.SilenceCodec;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link Silence}. */
final class SilenceSerializer extends BytesSerializer<Silence> {
  static final SilenceSerializer INSTANCE = new SilenceSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  protected byte[] write(Silence value) {
    return SilenceCodec.write(value);
  }

  @Override
  protected Silence read(byte[] bytes) {
    return SilenceCodec.read(bytes);
  }

  @Override
  public TypeSerializerSnapshot<Silence> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Silence> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
