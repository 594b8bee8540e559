package io.tocsin.flink.serializer;

import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link AlertsRecord}. */
public final class AlertsRecordSerializer extends CoreSerializer<AlertsRecord> {
  /** The only one that is needed. */
  public static final AlertsRecordSerializer INSTANCE = new AlertsRecordSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(AlertsRecord value, DataOutputView target) throws IOException {
    byte[] json = AlertsCodec.write(value);
    target.writeInt(json.length);
    target.write(json);
  }

  @Override
  public AlertsRecord deserialize(DataInputView source) throws IOException {
    byte[] json = new byte[source.readInt()];
    source.readFully(json);
    AlertsRecord record = AlertsCodec.read(json);
    if (record == null) {
      throw new IOException("a record of a later version");
    }
    return record;
  }

  @Override
  public TypeSerializerSnapshot<AlertsRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AlertsRecord> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
