package io.tocsin.match;

import io.tocsin.document.Document;
import io.tocsin.document.Eights;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.Utf8;
import io.tocsin.kql.Requirement;
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
 * <p>A value is looked through by eight bytes at once: a bit for each says whether it is a digit,
 * and where its words are follows from the bits. A pass of an automaton reads every byte, and most
 * phrases that have a number are {@link Anchors anchored} at it.
 */
final class DigitsIndex implements AnchorIndex {
  /** So many digits fit into a long with their count beside them. */
  private static final int MOST_DIGITS = 16;

  private static final long ZEROS = '0' * Eights.ONES;

  /** Added to a byte below 128, this reaches the sign from 10 on. */
  private static final long FROM_TEN = (0x80 - 10) * Eights.ONES;

  /** Gathers the signs of eight bytes in the upper byte: that of byte i comes to bit 56 + i. */
  private static final long GATHER = 0x0002040810204081L;

  /** Odd; 2^64 by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int BITS_A_WORD = 16;
  private static final int LEAST_BITS = 1_024;

  private final int field;
  private final Long2ObjectHashMap<Behind[]> filters = new Long2ObjectHashMap<>();

  /** A bit for each word, and few others: most numbers of logs are not looked for. */
  private final long[] present;

  private final int presentShift;

  /**
   * Filters that ask for the same word of digits behind the same words.
   *
   * @param before the words before, with a space between; empty if they may be any, or none
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
    int bits = 2 * Integer.highestOneBit(Math.max(LEAST_BITS, BITS_A_WORD * filters.size()));
    this.present = new long[bits / Long.SIZE];
    this.presentShift = Long.SIZE - Integer.numberOfTrailingZeros(bits);
    for (long key : filters.keySet()) {
      int bit = bit(key);
      present[bit >>> 6] |= 1L << bit;
    }
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
      String before = String.join(" ", word.before());
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
    int passed = start;
    for (int block = start; block < end; block += Long.SIZE) {
      long digits = digits(bytes, block, Math.min(end, block + Long.SIZE));
      if (passed > block) {
        // A word reached into this block; it is not longer than all of it, or there is no other.
        digits = passed - block < Long.SIZE ? digits & -1L << (passed - block) : 0;
      }
      while (digits != 0) {
        int first = Long.numberOfTrailingZeros(digits);
        int behind = first + Long.numberOfTrailingZeros(~(digits >>> first));
        int from = block + first;
        int to = block + behind;
        if (behind < Long.SIZE) {
          digits &= -1L << behind;
        } else {
          digits = 0;
          while (to < end && isDigit(bytes[to])) {
            to++;
          }
          passed = to;
        }
        found(bytes, start, end, from, to, out);
      }
    }
  }

  private void found(byte[] bytes, int start, int end, int from, int to, Candidates out) {
    if (to - from > MOST_DIGITS) {
      return;
    }
    // Looked up before its edges are looked at, since most numbers are no rule's.
    long key = key(number(bytes, from, to), to - from);
    if (!mayHave(key)) {
      return;
    }
    Behind[] found = filters.get(key);
    if (found != null && isEdge(bytes, from - 1, start, end) && isEdge(bytes, to, start, end)) {
      ask(found, bytes, start, from, out);
    }
  }

  private boolean mayHave(long key) {
    int bit = bit(key);
    return (present[bit >>> 6] >>> bit & 1) != 0;
  }

  private int bit(long key) {
    return (int) (key * SPREAD >>> presentShift);
  }

  /** Of up to 64 bytes, the lowest bit for the first: which are digits. */
  private static long digits(byte[] bytes, int from, int to) {
    long digits = 0;
    for (int at = from; at < to; at += Long.BYTES) {
      long eight = eight(bytes, at) ^ ZEROS;
      long others = (eight & ~Eights.SIGNS) + FROM_TEN | eight;
      digits |= ((~others & Eights.SIGNS) * GATHER >>> 56) << (at - from);
    }
    int beyond = Long.SIZE - (to - from);
    return digits << beyond >>> beyond;
  }

  /** Eight bytes from a place on, the first lowest; 0 for those that are not there. */
  private static long eight(byte[] bytes, int at) {
    if (at <= bytes.length - Long.BYTES) {
      return Eights.at(bytes, at);
    }
    long eight = 0;
    for (int i = bytes.length - 1; i >= at; i--) {
      eight = eight << Byte.SIZE | bytes[i] & 0xFF;
    }
    return eight;
  }

  /**
   * The number that digits stand for: two of them, then two pairs, then two fours are put together
   * in one multiplication each, all over the eight.
   */
  private static long number(byte[] bytes, int from, int to) {
    int digits = to - from;
    if (digits <= Long.BYTES) {
      // What is behind them is shifted out, and 0 comes in as digits before.
      long eight = eight(bytes, from) << (Long.SIZE - Byte.SIZE * digits);
      long pairs = (eight & 0x0F0F0F0F0F0F0F0FL) * (10 << 8 | 1) >>> 8;
      long fours = (pairs & 0x00FF00FF00FF00FFL) * (100 << 16 | 1) >>> 16;
      return (fours & 0x0000FFFF0000FFFFL) * (10_000L << 32 | 1) >>> 32;
    }
    return 100_000_000 * number(bytes, from, to - Long.BYTES) + number(bytes, to - Long.BYTES, to);
  }

  /** Numbers such as 3 are in many phrases and many logs, and seldom behind the same word. */
  private static void ask(Behind[] found, byte[] bytes, int start, int at, Candidates out) {
    for (Behind behind : found) {
      if (behind.before.length == 0 || canStandBefore(behind.before, bytes, start, at)) {
        out.ask(behind.filters);
      }
    }
  }

  /** Whether these may be the words before this place; they may if a sign is beyond ASCII. */
  private static boolean canStandBefore(byte[] words, byte[] bytes, int start, int place) {
    int at = behindWord(bytes, start, place - 1);
    for (int i = words.length - 1; i >= 0; i--) {
      if (words[i] == ' ') {
        at = behindWord(bytes, start, at);
        continue;
      }
      if (at < start) {
        return false;
      }
      byte b = bytes[at--];
      if (b < 0) {
        return true;
      }
      if (b != words[i] && !(b >= 'A' && b <= 'Z' && b + ('a' - 'A') == words[i])) {
        return false;
      }
    }
    return true; // the end of a longer word, perhaps: the filter will say
  }

  /** The last place up to this one where a word may end. */
  private static int behindWord(byte[] bytes, int start, int place) {
    int at = place;
    while (at >= start && bytes[at] >= 0 && !isLetterOrDigit(bytes[at])) {
      at--;
    }
    return at;
  }

  private static boolean isLetterOrDigit(byte b) {
    return b != '_' && PieceIndex.isOfAWord(b);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isEdge(byte[] bytes, int at, int start, int end) {
    return at < start || at >= end || !PieceIndex.isOfAWord(bytes[at]);
  }
}
