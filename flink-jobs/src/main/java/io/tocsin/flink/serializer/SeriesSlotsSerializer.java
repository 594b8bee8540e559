package io.tocsin.flink.serializer;

import io.tocsin.slot.SeriesSlots;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link SeriesSlots}. */
public final class SeriesSlotsSerializer extends CoreSerializer<SeriesSlots> {
  /** The only one that is needed. */
  public static final SeriesSlotsSerializer INSTANCE = new SeriesSlotsSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public SeriesSlots copy(SeriesSlots from) {
    return from.copy();
  }

  @Override
  public void serialize(SeriesSlots value, DataOutputView target) throws IOException {
    AtOnce.write(value::write, target);
  }

  @Override
  public SeriesSlots deserialize(DataInputView source) throws IOException {
    return SeriesSlots.read(source);
  }

  @Override
  public TypeSerializerSnapshot<SeriesSlots> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SeriesSlots> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
