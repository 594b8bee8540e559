package io.tocsin.flink.source;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** The type of {@link SourceElement}, which never leaves the task that made it. */
final class SourceElementTypeInfo extends TypeInformation<SourceElement> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<SourceElement> getTypeClass() {
    return SourceElement.class;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<SourceElement> createSerializer(SerializerConfig config) {
    return new SourceElementSerializer();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SourceElementTypeInfo;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceElementTypeInfo;
  }

  @Override
  public int hashCode() {
    return SourceElementTypeInfo.class.hashCode();
  }

  @Override
  public String toString() {
    return "SourceElement";
  }
}
