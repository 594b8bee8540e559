package io.tocsin.flink.alerting;

import io.tocsin.flink.serializer.CoreSerializer;
import io.tocsin.flink.serializer.CoreTypeInfo;
import io.tocsin.flink.serializer.RuleBundleSerializer;
import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializes {@link Control}. */
final class ControlSerializer extends CoreSerializer<Control> {
  /** The only one that is needed. */
  public static final ControlSerializer INSTANCE = new ControlSerializer();

  /** How Flink knows the type. */
  static final CoreTypeInfo<Control> TYPE_INFORMATION = CoreTypeInfo.of(Control.class, INSTANCE);

  private static final int RULES = 1;
  private static final int BEGAN = 2;
  private static final int SEEN = 3;
  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Control value, DataOutputView target) throws IOException {
    if (value instanceof Control.Rules rules) {
      target.writeByte(RULES);
      RuleBundleSerializer.INSTANCE.serialize(rules.bundle(), target);
      target.writeLong(rules.number());
      target.writeLong(rules.fromSlotMillis());
      target.writeLong(rules.forgetBeforeMillis());
    } else if (value instanceof Control.Began began) {
      target.writeByte(BEGAN);
      target.writeLong(began.eventTimeMillis());
    } else if (value instanceof Control.Seen seen) {
      target.writeByte(SEEN);
      target.writeInt(seen.reader());
      target.writeLong(seen.atMillis());
      writeTopics(seen.silentSince(), target);
      target.writeInt(seen.silentPartitions());
    }
  }

  @Override
  public Control deserialize(DataInputView source) throws IOException {
    int kind = source.readByte();
    return switch (kind) {
      case RULES -> {
        RuleBundle bundle = RuleBundleSerializer.INSTANCE.deserialize(source);
        yield new Control.Rules(bundle, source.readLong(), source.readLong(), source.readLong());
      }
      case BEGAN -> new Control.Began(source.readLong());
      case SEEN ->
          new Control.Seen(
              source.readInt(), source.readLong(), readTopics(source), source.readInt());
      default -> throw new IOException("no control of kind " + kind);
    };
  }

  private static void writeTopics(@Nullable Map<String, Long> topics, DataOutputView target)
      throws IOException {
    target.writeBoolean(topics != null);
    if (topics != null) {
      target.writeInt(topics.size());
      for (Map.Entry<String, Long> topic : topics.entrySet()) {
        target.writeUTF(topic.getKey());
        target.writeLong(topic.getValue());
      }
    }
  }

  private static @Nullable Map<String, Long> readTopics(DataInputView source) throws IOException {
    if (!source.readBoolean()) {
      return null;
    }
    Map<String, Long> topics = new HashMap<>();
    for (int left = source.readInt(); left > 0; left--) {
      topics.put(source.readUTF(), source.readLong());
    }
    return topics;
  }

  @Override
  public TypeSerializerSnapshot<Control> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Control> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
