package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.CoreSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link AlertDocument}. */
final class AlertDocumentSerializer extends CoreSerializer<AlertDocument> {
  static final AlertDocumentSerializer INSTANCE = new AlertDocumentSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(AlertDocument value, DataOutputView target) throws IOException {
    target.writeUTF(value.target());
    target.writeUTF(value.id());
    Long version = value.version();
    target.writeBoolean(version != null);
    if (version != null) {
      target.writeLong(version);
    }
    target.writeInt(value.json().length);
    target.write(value.json());
  }

  @Override
  public AlertDocument deserialize(DataInputView source) throws IOException {
    String target = source.readUTF();
    String id = source.readUTF();
    Long version = source.readBoolean() ? Long.valueOf(source.readLong()) : null;
    byte[] json = new byte[source.readInt()];
    source.readFully(json);
    return new AlertDocument(target, id, version, json);
  }

  @Override
  public TypeSerializerSnapshot<AlertDocument> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AlertDocument> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
