package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.CoreSerializer;
import io.tocsin.flink.serializer.CoreTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializes {@link WrittenRecord}: as the bytes that it is in Kafka. */
final class WrittenRecordSerializer extends CoreSerializer<WrittenRecord> {
  static final WrittenRecordSerializer INSTANCE = new WrittenRecordSerializer();

  /** How Flink knows the type. */
  static final TypeInformation<WrittenRecord> TYPE_INFORMATION =
      CoreTypeInfo.of(WrittenRecord.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  /** The length of a key that there is not. */
  private static final int NONE = -1;

  @Override
  public void serialize(WrittenRecord value, DataOutputView target) throws IOException {
    byte[] key = value.key();
    target.writeInt(key == null ? NONE : key.length);
    if (key != null) {
      target.write(key);
    }
    target.writeInt(value.json().length);
    target.write(value.json());
  }

  @Override
  public WrittenRecord deserialize(DataInputView source) throws IOException {
    int length = source.readInt();
    byte @Nullable [] key = length == NONE ? null : bytes(source, length);
    return WrittenRecord.known(key, bytes(source, source.readInt()));
  }

  private static byte[] bytes(DataInputView source, int length) throws IOException {
    byte[] bytes = new byte[length];
    source.readFully(bytes);
    return bytes;
  }

  @Override
  public TypeSerializerSnapshot<WrittenRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<WrittenRecord> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
