package io.tocsin.flink.serializer;

import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Serializes {@link AlertsRecord}. */
public final class AlertsRecordSerializer extends BytesSerializer<AlertsRecord> {
  /** The only one that is needed. */
  public static final AlertsRecordSerializer INSTANCE = new AlertsRecordSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  protected byte[] write(AlertsRecord value) {
    return AlertsCodec.write(value);
  }

  @Override
  protected AlertsRecord read(byte[] bytes) throws IOException {
    AlertsRecord record = AlertsCodec.read(bytes);
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
