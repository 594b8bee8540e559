package io.tocsin.flink.alerting;

import io.tocsin.flink.serializer.BytesSerializer;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link PackedSlots}. */
final class PackedSlotsSerializer extends BytesSerializer<PackedSlots> {
  /** The only one that is needed. */
  static final PackedSlotsSerializer INSTANCE = new PackedSlotsSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  protected byte[] write(PackedSlots value) {
    return value.bytes();
  }

  @Override
  protected PackedSlots read(byte[] bytes) {
    return new PackedSlots(bytes);
  }

  @Override
  public TypeSerializerSnapshot<PackedSlots> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<PackedSlots> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
