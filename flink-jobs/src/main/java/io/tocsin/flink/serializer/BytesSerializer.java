package io.tocsin.flink.serializer;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a type of the core as the bytes that its own codec makes of it.
 *
 * @param <T> the type
 */
public abstract class BytesSerializer<T> extends CoreSerializer<T> {
  private static final long serialVersionUID = 1L;

  /** The value in its own format. */
  protected abstract byte[] write(T value);

  /**
   * The value that was written so.
   *
   * @throws IOException if it cannot be read
   */
  protected abstract T read(byte[] bytes) throws IOException;

  @Override
  public final void serialize(T value, DataOutputView target) throws IOException {
    byte[] bytes = write(value);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public final T deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return read(bytes);
  }
}
