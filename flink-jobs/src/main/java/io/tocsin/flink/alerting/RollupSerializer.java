package io.tocsin.flink.alerting;

import io.tocsin.alert.Rollup;
import io.tocsin.flink.serializer.CoreSerializer;
import io.tocsin.flink.serializer.CoreTypeInfo;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Serializes {@link Rollup}. */
final class RollupSerializer extends CoreSerializer<Rollup> {
  /** The only one that is needed. */
  public static final RollupSerializer INSTANCE = new RollupSerializer();

  /** How Flink knows the type. */
  static final CoreTypeInfo<Rollup> TYPE_INFORMATION = CoreTypeInfo.of(Rollup.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Rollup value, DataOutputView target) throws IOException {
    StringValue.writeString(value.rule(), target);
    target.writeInt(value.group().size());
    for (Map.Entry<String, String> field : value.group().entrySet()) {
      StringValue.writeString(field.getKey(), target);
      StringValue.writeString(field.getValue(), target);
    }
    target.writeLong(value.slotMillis());
    target.writeLong(value.widthMillis());
    target.writeLong(value.seriesId());
    StringValue.writeString(value.aggregate(), target);
    Double number = value.value();
    target.writeBoolean(number != null);
    if (number != null) {
      target.writeDouble(number);
    }
    target.writeLong(value.logs());
  }

  @Override
  public Rollup deserialize(DataInputView source) throws IOException {
    String rule = StringValue.readString(source);
    Map<String, String> group = new LinkedHashMap<>();
    for (int left = source.readInt(); left > 0; left--) {
      group.put(StringValue.readString(source), StringValue.readString(source));
    }
    return new Rollup(
        rule,
        group,
        source.readLong(),
        source.readLong(),
        source.readLong(),
        StringValue.readString(source),
        source.readBoolean() ? Double.valueOf(source.readDouble()) : null,
        source.readLong());
  }

  @Override
  public TypeSerializerSnapshot<Rollup> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Rollup> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
