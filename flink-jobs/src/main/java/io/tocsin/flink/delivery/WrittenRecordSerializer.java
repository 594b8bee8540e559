package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.CoreSerializer;
import io.tocsin.flink.serializer.CoreTypeInfo;
import io.tocsin.flink.serializer.KeyedBytesSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link WrittenRecord}: as the bytes that it is in Kafka. */
final class WrittenRecordSerializer extends CoreSerializer<WrittenRecord> {
  static final WrittenRecordSerializer INSTANCE = new WrittenRecordSerializer();

  /** How Flink knows the type. */
  static final TypeInformation<WrittenRecord> TYPE_INFORMATION =
      CoreTypeInfo.of(WrittenRecord.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(WrittenRecord value, DataOutputView target) throws IOException {
    KeyedBytesSerializer.INSTANCE.serialize(value.bytes(), target);
  }

  @Override
  public WrittenRecord deserialize(DataInputView source) throws IOException {
    return WrittenRecord.known(KeyedBytesSerializer.INSTANCE.deserialize(source));
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
