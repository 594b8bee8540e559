package io.tocsin.document;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes that are looked at by eights, in one word each, the first of them lowest. */
public final class Eights {
  /** 1 in each byte. */
  public static final long ONES = 0x0101010101010101L;

  /** The sign of each byte. */
  public static final long SIGNS = 0x8080808080808080L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Eights() {}

  /**
   * The eight bytes from a place on.
   *
   * @throws IndexOutOfBoundsException if there are fewer
   */
  public static long at(byte[] in, int place) {
    return (long) LONGS.get(in, place);
  }

  /**
   * The sign of the first byte that is 0, and no sign before it; none if no byte is. Signs behind
   * the first may be wrong.
   *
   * @see <a href="https://graphics.stanford.edu/~seander/bithacks.html#ZeroInWord">Mycroft's
   *     test</a>
   */
  public static long firstZero(long eight) {
    return (eight - ONES) & ~eight & SIGNS;
  }

  /** Which of the eight bytes the lowest sign is of, from 0; 8 if there is none. */
  public static int place(long signs) {
    return Long.numberOfTrailingZeros(signs) >>> 3;
  }
}
