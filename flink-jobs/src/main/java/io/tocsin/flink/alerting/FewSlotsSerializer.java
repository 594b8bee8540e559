package io.tocsin.flink.alerting;

import io.tocsin.flink.serializer.AtOnce;
import io.tocsin.flink.serializer.CoreSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link FewSlots}. */
final class FewSlotsSerializer extends CoreSerializer<FewSlots> {
  /** The only one that is needed. */
  static final FewSlotsSerializer INSTANCE = new FewSlotsSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public FewSlots copy(FewSlots from) {
    return from.copy();
  }

  @Override
  public void serialize(FewSlots value, DataOutputView target) throws IOException {
    AtOnce.write(value::write, target);
  }

  @Override
  public FewSlots deserialize(DataInputView source) throws IOException {
    return FewSlots.read(source);
  }

  @Override
  public TypeSerializerSnapshot<FewSlots> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<FewSlots> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
