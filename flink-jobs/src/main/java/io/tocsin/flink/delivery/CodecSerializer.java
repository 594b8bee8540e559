package io.tocsin.flink.delivery;

import io.tocsin.flink.serializer.BytesSerializer;
import io.tocsin.flink.serializer.CoreTypeInfo;
import io.tocsin.notify.EngineHealth;
import io.tocsin.notify.GroupState;
import io.tocsin.notify.StateCodec;
import io.tocsin.silence.Silence;
import io.tocsin.silence.SilenceCodec;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Serializes the types of this package's jobs by their codecs. A checkpoint knows one by its name.
 *
 * @param <T> the type
 */
final class CodecSerializer<T> extends BytesSerializer<T> {
  static final CodecSerializer<GroupState> GROUP =
      new CodecSerializer<>("group", StateCodec::write, StateCodec::readGroup);
  static final CodecSerializer<KeptAlert> TRACKED_ALERT =
      new CodecSerializer<>("tracked-alert", KeptAlert::write, KeptAlert::read);
  static final CodecSerializer<EngineHealth> HEALTH =
      new CodecSerializer<>("engine-health", StateCodec::write, StateCodec::readHealth);
  static final CodecSerializer<Silence> SILENCE =
      new CodecSerializer<>("silence", SilenceCodec::write, SilenceCodec::read);
  static final CodecSerializer<Directive> DIRECTIVE =
      new CodecSerializer<>("directive", WireCodec::write, WireCodec::readDirective);
  static final CodecSerializer<EngineSign> SIGN =
      new CodecSerializer<>("engine-sign", WireCodec::write, WireCodec::readSign);
  static final CodecSerializer<ReceiversRead> RECEIVERS =
      new CodecSerializer<>("receivers", WireCodec::write, WireCodec::readReceivers);
  static final CodecSerializer<EngineNews> NEWS =
      new CodecSerializer<>("engine-news", WireCodec::write, WireCodec::readNews);

  private static final List<CodecSerializer<?>> ALL =
      List.of(GROUP, TRACKED_ALERT, HEALTH, SILENCE, DIRECTIVE, SIGN, RECEIVERS, NEWS);
  private static final long serialVersionUID = 1L;

  private final String name;
  private final transient Function<T, byte[]> writing;
  private final transient Function<byte[], T> reading;

  private CodecSerializer(String name, Function<T, byte[]> writing, Function<byte[], T> reading) {
    this.name = name;
    this.writing = writing;
    this.reading = reading;
  }

  private static CodecSerializer<?> named(String name) {
    return ALL.stream()
        .filter(each -> each.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no type " + name));
  }

  /** How Flink knows the type. */
  CoreTypeInfo<T> of(Class<T> type) {
    return CoreTypeInfo.of(type, this);
  }

  @Override
  protected byte[] write(T value) {
    return writing.apply(value);
  }

  @Override
  protected T read(byte[] bytes) {
    return reading.apply(bytes);
  }

  /** A codec is code, and does not travel. */
  private Object readResolve() throws ObjectStreamException {
    return named(name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CodecSerializer<?> that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new Snapshot<>(name);
  }

  /**
   * What a checkpoint remembers of a serializer: its name.
   *
   * @param <T> the type
   */
  public static final class Snapshot<T> implements TypeSerializerSnapshot<T> {
    private static final int VERSION = 1;

    private String name;

    /** Found by Flink by its name. */
    public Snapshot() {
      this("");
    }

    private Snapshot(String name) {
      this.name = name;
    }

    @Override
    public int getCurrentVersion() {
      return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
      out.writeUTF(name);
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader classes)
        throws IOException {
      name = in.readUTF();
    }

    @Override
    @SuppressWarnings("unchecked") // A name stands for one type.
    public TypeSerializer<T> restoreSerializer() {
      return (TypeSerializer<T>) named(name);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
        TypeSerializerSnapshot<T> old) {
      return old instanceof Snapshot<T> that && that.name.equals(name)
          ? TypeSerializerSchemaCompatibility.compatibleAsIs()
          : TypeSerializerSchemaCompatibility.incompatible();
    }
  }
}
