package io.tocsin.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of UTF-8 bytes in somebody else's array: text that has not become a string.
 *
 * <p>Mutable, so that a reader can use one for all values; equal to another run of the same bytes.
 */
public final class Utf8 {
  private byte[] bytes = new byte[0];
  private int offset;
  private int length;

  /** An empty run. */
  public Utf8() {}

  /** The bytes of a string, in an array of their own. */
  public static Utf8 of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Utf8().set(bytes, 0, bytes.length);
  }

  /** Points this run elsewhere, without copying. */
  public Utf8 set(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    return this;
  }

  /** The array that holds the run; shared, not to be written to. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the run begins in {@link #bytes}. */
  public int offset() {
    return offset;
  }

  /** How many bytes the run has. */
  public int length() {
    return length;
  }

  /** The byte at this place of the run. */
  public byte at(int index) {
    return bytes[offset + index];
  }

  /** Whether the run holds exactly these bytes. */
  public boolean contentEquals(byte[] other) {
    return Arrays.equals(bytes, offset, offset + length, other, 0, other.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Utf8 that
        && Arrays.equals(
            bytes, offset, offset + length, that.bytes, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /** The run as a string; bytes that are no UTF-8 become U+FFFD. */
  @Override
  public String toString() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
