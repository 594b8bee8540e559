package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.CoreSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link Addressed}. */
final class AddressedSerializer extends CoreSerializer<Addressed> {
  static final AddressedSerializer INSTANCE = new AddressedSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Addressed value, DataOutputView target) throws IOException {
    target.writeUTF(value.receiver());
    target.writeBoolean(value.addressed());
    target.writeLong(value.generation());
    WrittenRecordSerializer.INSTANCE.serialize(value.written(), target);
  }

  @Override
  public Addressed deserialize(DataInputView source) throws IOException {
    String receiver = source.readUTF();
    boolean addressed = source.readBoolean();
    long generation = source.readLong();
    return new Addressed(
        receiver, addressed, generation, WrittenRecordSerializer.INSTANCE.deserialize(source));
  }

  @Override
  public TypeSerializerSnapshot<Addressed> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Addressed> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
