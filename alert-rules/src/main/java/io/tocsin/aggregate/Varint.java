package io.tocsin.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Whole numbers in as few bytes as they need.
 *
 * @see <a href="https://en.wikipedia.org/wiki/LEB128">LEB128</a>
 */
public final class Varint {
  private Varint() {}

  /** Writes a number, small if it is small and not negative. */
  public static void write(long value, DataOutput out) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /**
   * Reads a number.
   *
   * @throws IOException also if it has more than 64 bits
   */
  public static long read(DataInput in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IOException("a number of more than 64 bits");
  }

  /** Writes a number that is small in amount, whatever its sign. */
  public static void writeSigned(long value, DataOutput out) throws IOException {
    write((value << 1) ^ (value >> 63), out);
  }

  /** Reads what {@link #writeSigned} wrote. */
  public static long readSigned(DataInput in) throws IOException {
    long value = read(in);
    return (value >>> 1) ^ -(value & 1);
  }

  /**
   * Reads a number of elements.
   *
   * @throws IOException also if it is not between 0 and {@code most}
   */
  public static int readSize(int most, DataInput in) throws IOException {
    long size = read(in);
    if (size < 0 || size > most) {
      throw new IOException("at most " + most + " elements expected, got " + size);
    }
    return (int) size;
  }
}
