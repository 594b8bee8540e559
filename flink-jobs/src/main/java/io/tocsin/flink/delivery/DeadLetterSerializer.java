package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.CoreSerializer;
import io.tocsin.notify.DeadLetter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Serializes {@link DeadLetter}. */
final class DeadLetterSerializer extends CoreSerializer<DeadLetter> {
  static final DeadLetterSerializer INSTANCE = new DeadLetterSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(DeadLetter value, DataOutputView target) throws IOException {
    StringValue.writeString(value.receiver(), target);
    StringValue.writeString(value.groupKey(), target);
    StringValue.writeString(value.idempotencyKey(), target);
    target.writeInt(value.alerts().size());
    for (String alert : value.alerts()) {
      StringValue.writeString(alert, target);
    }
    target.writeInt(value.attempts());
    target.writeLong(value.since());
    target.writeLong(value.at());
    target.writeBoolean(value.refused());
    StringValue.writeString(value.reason(), target);
  }

  @Override
  public DeadLetter deserialize(DataInputView source) throws IOException {
    String receiver = StringValue.readString(source);
    String groupKey = StringValue.readString(source);
    String idempotencyKey = StringValue.readString(source);
    List<String> alerts = new ArrayList<>();
    for (int rest = source.readInt(); rest > 0; rest--) {
      alerts.add(StringValue.readString(source));
    }
    return new DeadLetter(
        receiver,
        groupKey,
        idempotencyKey,
        alerts,
        source.readInt(),
        source.readLong(),
        source.readLong(),
        source.readBoolean(),
        StringValue.readString(source));
  }

  @Override
  public TypeSerializerSnapshot<DeadLetter> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DeadLetter> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
