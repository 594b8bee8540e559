package io.tocsin.flink.source;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Passes elements along a chain and refuses everything else: a log is a view of its reader's
 * buffers, and to write it down would be to decode what nobody asked for.
 */
final class SourceElementSerializer extends TypeSerializer<SourceElement> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return true; // as far as a chain can see: whoever takes an element is done with it on return
  }

  @Override
  public TypeSerializer<SourceElement> duplicate() {
    return this;
  }

  @Override
  public SourceElement createInstance() {
    throw notChained();
  }

  @Override
  public SourceElement copy(SourceElement from) {
    return from;
  }

  @Override
  public SourceElement copy(SourceElement from, SourceElement reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(SourceElement element, DataOutputView target) {
    throw notChained();
  }

  @Override
  public SourceElement deserialize(DataInputView source) {
    throw notChained();
  }

  @Override
  public SourceElement deserialize(SourceElement reuse, DataInputView source) {
    throw notChained();
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) {
    throw notChained();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceElementSerializer;
  }

  @Override
  public int hashCode() {
    return SourceElementSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<SourceElement> snapshotConfiguration() {
    return new Snapshot();
  }

  private static UnsupportedOperationException notChained() {
    return new UnsupportedOperationException(
        "the operator behind the source must be chained to it, at the source's parallelism");
  }

  /** Says that nothing of this serializer changes. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceElement> {
    /** For Flink, which makes it by reflection. */
    public Snapshot() {
      super(SourceElementSerializer::new);
    }
  }
}
