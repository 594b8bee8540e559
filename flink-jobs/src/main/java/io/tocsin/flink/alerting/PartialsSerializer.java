package io.tocsin.flink.alerting;

import io.tocsin.engine.GroupPartials;
import io.tocsin.flink.serializer.CoreSerializer;
import io.tocsin.flink.serializer.CoreTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes {@link Partials}. */
final class PartialsSerializer extends CoreSerializer<Partials> {
  /** The only one that is needed. */
  public static final PartialsSerializer INSTANCE = new PartialsSerializer();

  /** How Flink knows the type. */
  static final CoreTypeInfo<Partials> TYPE_INFORMATION = CoreTypeInfo.of(Partials.class, INSTANCE);

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Partials value, DataOutputView target) throws IOException {
    target.writeLong(value.rules());
    value.group().write(target);
  }

  @Override
  public Partials deserialize(DataInputView source) throws IOException {
    long rules = source.readLong();
    return new Partials(GroupPartials.read(source), rules);
  }

  @Override
  public TypeSerializerSnapshot<Partials> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint remembers of the serializer. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Partials> {
    /** Found by Flink by its name. */
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
