package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.kql.Requirement;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Finds filters by words of digits within the values of one field, such as {@code 4711} in {@code
 * retried after 4711 ms}.
 *
 * <p>A value is looked through by eight bytes at once, and only its digits are read: a pass of an
 * automaton reads every byte, and most phrases that have a number are {@link Anchors anchored} at
 * it.
 */
final class DigitsIndex implements AnchorIndex {
  /** So many digits fit into a long with their count beside them. */
  private static final int MOST_DIGITS = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long SIGNS = 0x8080808080808080L;
  private static final long ZEROS = '0' * ONES;

  /** Added to a byte below 128, this reaches the sign from 10 on. */
  private static final long FROM_TEN = (0x80 - 10) * ONES;

  private final int field;
  private final Long2ObjectHashMap<Behind[]> filters = new Long2ObjectHashMap<>();

  /**
   * Filters that ask for the same word of digits behind the same word.
   *
   * @param before the word before; empty if it may be any, or none
   */
  private record Behind(byte[] before, int[] filters) {}

  private DigitsIndex(Builder builder) {
    this.field = builder.field;
    builder.filters.forEach(
        (word, named) ->
            filters.put(
                key(word),
                named.entrySet().stream()
                    .map(behind -> behind(behind.getKey(), behind.getValue()))
                    .toArray(Behind[]::new)));
  }

  private static Behind behind(String before, List<Integer> filters) {
    return new Behind(
        before.getBytes(StandardCharsets.US_ASCII),
        filters.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Whether a text is a word that this index can hold. */
  static boolean holds(String text) {
    return text.length() <= MOST_DIGITS
        && text.chars().allMatch(sign -> sign >= '0' && sign <= '9');
  }

  private static long key(String word) {
    long number = 0;
    for (int i = 0; i < word.length(); i++) {
      number = 10 * number + word.charAt(i) - '0';
    }
    return key(number, word.length());
  }

  /** The count keeps {@code 7} and {@code 07} apart. */
  private static long key(long number, int digits) {
    return number << 5 | digits;
  }

  /** Collects filters by words of digits in one field. */
  static final class Builder {
    private final int field;
    private final Map<String, Map<String, List<Integer>>> filters = new LinkedHashMap<>();

    Builder(String field, FieldIndex.Builder index) {
      this.field = index.ordinal(field);
    }

    /** Adds a filter by a word that can be {@link #holds held}. */
    void add(Requirement.Contains word, int filter) {
      String before = word.before() == null ? "" : word.before();
      filters
          .computeIfAbsent(word.text(), unused -> new LinkedHashMap<>())
          .computeIfAbsent(before, unused -> new ArrayList<>())
          .add(filter);
    }

    DigitsIndex build() {
      return new DigitsIndex(this);
    }
  }

  @Override
  public void find(Document document, Candidates out) {
    int values = document.size(field);
    for (int i = 0; i < values; i++) {
      Utf8 text = document.text(field, i);
      find(text.bytes(), text.offset(), text.offset() + text.length(), out);
    }
  }

  private void find(byte[] bytes, int start, int end, Candidates out) {
    int at = start;
    while (at < end) {
      at = firstDigit(bytes, at, end);
      int from = at;
      long number = 0;
      while (at < end && isDigit(bytes[at])) {
        number = 10 * number + bytes[at++] - '0';
      }
      int digits = at - from;
      if (digits > 0 && digits <= MOST_DIGITS) {
        // Looked up before its edges are looked at, since most numbers are no rule's.
        Behind[] found = filters.get(key(number, digits));
        if (found != null && isEdge(bytes, from - 1, start, end) && isEdge(bytes, at, start, end)) {
          ask(found, bytes, start, from, out);
        }
      }
    }
  }

  /** Numbers such as 3 are in many phrases and many logs, and seldom behind the same word. */
  private static void ask(Behind[] found, byte[] bytes, int start, int at, Candidates out) {
    for (Behind behind : found) {
      if (behind.before.length == 0 || canStandBefore(behind.before, bytes, start, at)) {
        out.ask(behind.filters);
      }
    }
  }

  /** Whether the word before this place may be this one; it may be if a sign is beyond ASCII. */
  private static boolean canStandBefore(byte[] word, byte[] bytes, int start, int place) {
    int at = place - 1;
    while (at >= start && bytes[at] >= 0 && !isLetterOrDigit(bytes[at])) {
      at--;
    }
    for (int i = word.length - 1; i >= 0; i--) {
      if (at < start) {
        return false;
      }
      byte b = bytes[at--];
      if (b < 0) {
        return true;
      }
      if (b != word[i] && !(b >= 'A' && b <= 'Z' && b + ('a' - 'A') == word[i])) {
        return false;
      }
    }
    return true; // the end of a longer word, perhaps: the filter will say
  }

  private static boolean isLetterOrDigit(byte b) {
    return b != '_' && PieceIndex.isOfAWord(b);
  }

  private static int firstDigit(byte[] bytes, int from, int end) {
    int at = from;
    while (at <= end - Long.BYTES) {
      long eight = (long) LONGS.get(bytes, at) ^ ZEROS;
      long others = (eight & ~SIGNS) + FROM_TEN | eight;
      long digits = ~others & SIGNS;
      if (digits != 0) {
        return at + (Long.numberOfTrailingZeros(digits) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < end && !isDigit(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isEdge(byte[] bytes, int at, int start, int end) {
    return at < start || at >= end || !PieceIndex.isOfAWord(bytes[at]);
  }
}
