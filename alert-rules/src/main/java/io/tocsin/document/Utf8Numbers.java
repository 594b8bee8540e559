package io.tocsin.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers for runs of bytes, from 0 in the order in which they were added; looked up without making
 * an object.
 *
 * <p>Open addressing with linear probing; the bytes of all runs stand one behind the other. Not
 * thread-safe.
 */
public final class Utf8Numbers {
  /** What {@link #find} says of bytes that have no number. */
  public static final int NONE = -1;

  private static final int FIRST_CAPACITY = 16;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Odd; 2^64 by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private int[] table = new int[FIRST_CAPACITY];
  private int[] hashes = new int[FIRST_CAPACITY];
  private int[] ends = new int[FIRST_CAPACITY];
  private byte[] bytes = new byte[FIRST_CAPACITY * 8];
  private int size;

  /** None yet. */
  public Utf8Numbers() {
    Arrays.fill(table, NONE);
  }

  /** How many runs have a number; numbers are below it. */
  public int size() {
    return size;
  }

  /** The number of these bytes, or {@link #NONE}. */
  public int find(Utf8 text) {
    return find(text.bytes(), text.offset(), text.length());
  }

  /** The number of these bytes, or {@link #NONE}. */
  public int find(byte[] in, int offset, int length) {
    return table[place(in, offset, length, hash(in, offset, length))];
  }

  /** The number of these bytes, which they get if they have none; the bytes are copied. */
  public int add(Utf8 text) {
    return add(text.bytes(), text.offset(), text.length());
  }

  /** The number of these bytes, which they get if they have none; the bytes are copied. */
  public int add(byte[] in, int offset, int length) {
    int hash = hash(in, offset, length);
    int place = place(in, offset, length, hash);
    if (table[place] != NONE) {
      return table[place];
    }
    if (size == ends.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    int start = start(size);
    if (bytes.length - start < length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, start + length));
    }
    System.arraycopy(in, offset, bytes, start, length);
    ends[size] = start + length;
    hashes[size] = hash;
    table[place] = size++;
    if (2 * size > table.length) {
      rehash();
    }
    return size - 1;
  }

  /** Forgets all. */
  public void clear() {
    Arrays.fill(table, NONE);
    size = 0;
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** Where the number of these bytes stands in the table, or would. */
  private int place(byte[] in, int offset, int length, int hash) {
    int mask = table.length - 1;
    int place = hash & mask;
    while (table[place] != NONE && !is(table[place], in, offset, length, hash)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private boolean is(int number, byte[] in, int offset, int length, int hash) {
    int start = start(number);
    if (hashes[number] != hash || ends[number] - start != length) {
      return false;
    }
    if (length < Long.BYTES) {
      return few(bytes, start, length) == few(in, offset, length);
    }
    int last = length - Long.BYTES;
    for (int at = 0; at < last; at += Long.BYTES) {
      if (Eights.at(bytes, start + at) != Eights.at(in, offset + at)) {
        return false;
      }
    }
    return Eights.at(bytes, start + last) == Eights.at(in, offset + last);
  }

  /** Fewer than eight bytes as a number, which together with their count is theirs alone. */
  private static long few(byte[] in, int offset, int length) {
    if (length >= Integer.BYTES) {
      long first = (int) INTS.get(in, offset) & 0xFFFF_FFFFL;
      return first << Integer.SIZE
          | (int) INTS.get(in, offset + length - Integer.BYTES) & 0xFFFF_FFFFL;
    }
    long bytes = 0;
    for (int at = offset; at < offset + length; at++) {
      bytes = bytes << Byte.SIZE | in[at] & 0xFF;
    }
    return bytes;
  }

  private void rehash() {
    table = new int[2 * table.length];
    Arrays.fill(table, NONE);
    int mask = table.length - 1;
    for (int number = 0; number < size; number++) {
      int place = hashes[number] & mask;
      while (table[place] != NONE) {
        place = (place + 1) & mask;
      }
      table[place] = number;
    }
  }

  /**
   * Eight bytes at once, the last of which may be some of those before: what is looked up is short,
   * and it is looked up for each log.
   */
  private static int hash(byte[] in, int offset, int length) {
    long hash = length;
    long last;
    if (length < Long.BYTES) {
      last = few(in, offset, length);
    } else {
      int lastLong = offset + length - Long.BYTES;
      for (int at = offset; at < lastLong; at += Long.BYTES) {
        hash = (hash ^ Eights.at(in, at)) * SPREAD;
        hash ^= hash >>> 32;
      }
      last = Eights.at(in, lastLong);
    }
    hash = (hash ^ last) * SPREAD;
    // Names that differ in their last digit differ in a few bits alone.
    return (int) (hash ^ (hash >>> 32));
  }
}
