package io.tocsin.flink.serializer;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializes {@link KeyedBytes}. */
public final class KeyedBytesSerializer extends CoreSerializer<KeyedBytes> {
  /** The only one that is needed. */
  public static final KeyedBytesSerializer INSTANCE = new KeyedBytesSerializer();

  /** How Flink knows the type. */
  public static final TypeInformation<KeyedBytes> TYPE_INFORMATION =
      CoreTypeInfo.of(KeyedBytes.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  /** The length of a key that there is not. */
  private static final int NONE = -1;

  @Override
  public void serialize(KeyedBytes value, DataOutputView target) throws IOException {
    byte[] key = value.key();
    target.writeInt(key == null ? NONE : key.length);
    if (key != null) {
      target.write(key);
    }
    target.writeInt(value.value().length);
    target.write(value.value());
  }

  @Override
  public KeyedBytes deserialize(DataInputView source) throws IOException {
    int length = source.readInt();
    byte @Nullable [] key = length == NONE ? null : bytes(source, length);
    return new KeyedBytes(key, bytes(source, source.readInt()));
  }

  private static byte[] bytes(DataInputView source, int length) throws IOException {
    byte[] bytes = new byte[length];
    source.readFully(bytes);
    return bytes;
  }

  @Override
  public TypeSerializerSnapshot<KeyedBytes> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyedBytes> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
