package io.tocsin.kql;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Bytes with stars between them, each of which stands for any bytes or none.
 *
 * <p>Every piece is taken where it is found first, which is enough when stars are all there is; so
 * matching is linear in the number of stars, and at worst the product of the lengths.
 */
final class Glob {
  private final byte[][] pieces;
  private final int shortest;

  Glob(List<String> pieces) {
    this.pieces = new byte[pieces.size()][];
    int length = 0;
    for (int i = 0; i < pieces.size(); i++) {
      this.pieces[i] = pieces.get(i).getBytes(StandardCharsets.UTF_8);
      length += this.pieces[i].length;
    }
    this.shortest = length;
  }

  /**
   * Whether all of {@code bytes[start, end)} fits.
   *
   * @param fold whether the bytes' ASCII letters are taken in lower case
   */
  boolean matches(byte[] bytes, int start, int end, boolean fold) {
    byte[] first = pieces[0];
    byte[] last = pieces[pieces.length - 1];
    if (end - start < shortest
        || !isAt(bytes, start, first, fold)
        || !isAt(bytes, end - last.length, last, fold)) {
      return false;
    }
    int from = start + first.length;
    int to = end - last.length;
    for (int i = 1; i < pieces.length - 1; i++) {
      from = endOfFirst(bytes, from, to, pieces[i], fold);
      if (from < 0) {
        return false;
      }
    }
    return true;
  }

  private static int endOfFirst(byte[] bytes, int from, int to, byte[] piece, boolean fold) {
    for (int i = from; i <= to - piece.length; i++) {
      if (isAt(bytes, i, piece, fold)) {
        return i + piece.length;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] bytes, int at, byte[] piece, boolean fold) {
    for (int i = 0; i < piece.length; i++) {
      byte b = bytes[at + i];
      if ((fold ? TermCursor.lower(b) : b) != piece[i]) {
        return false;
      }
    }
    return true;
  }
}
