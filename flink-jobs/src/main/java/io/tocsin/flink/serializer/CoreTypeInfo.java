package io.tocsin.flink.serializer;

import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells Flink which serializer a type has.
 *
 * @param <T> the type
 */
public final class CoreTypeInfo<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> type;
  private final TypeSerializer<T> serializer;
  private final boolean key;

  private CoreTypeInfo(Class<T> type, TypeSerializer<T> serializer, boolean key) {
    this.type = type;
    this.serializer = serializer;
    this.key = key;
  }

  /** Of a type that is no key. */
  public static <T> CoreTypeInfo<T> of(Class<T> type, TypeSerializer<T> serializer) {
    return new CoreTypeInfo<>(type, serializer, false);
  }

  /** Of a type whose hash code is the same in every process. */
  public static <T> CoreTypeInfo<T> ofKey(Class<T> type, TypeSerializer<T> serializer) {
    return new CoreTypeInfo<>(type, serializer, true);
  }

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
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return key;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CoreTypeInfo<?> that
        && type == that.type
        && serializer.equals(that.serializer)
        && key == that.key;
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, serializer, key);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof CoreTypeInfo<?>;
  }
}
