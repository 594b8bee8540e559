package io.tocsin.document;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the wanted values in records that are shaped like others seen before.
 *
 * <p>One program writes its logs with the same names in the same order, so what stands between
 * their values, the <em>gaps</em>, is the same. It is compared whole, without looking for names in
 * it; only values are looked at byte by byte, strings by eight bytes at once. Shapes make a tree,
 * since most differ in the middle. A gap was found well-formed where it stands when its shape was
 * learnt, and whether it is depends on nothing but the gaps before it and the kinds of values; so
 * what fits a known shape needs no other check.
 */
final class Shapes {
  private static final long QUOTES = '"' * Eights.ONES;
  private static final long BACKSLASHES = '\\' * Eights.ONES;

  /** More alternatives behind one value are names that are made up while logging. */
  private static final int MOST_ALTERNATIVES = 24;

  private static final int MOST_GAPS = 4_096;

  private final FieldSlots slots;
  private Gap[] beginnings = new Gap[0];
  private int gaps;
  private int at;
  private int end;
  private boolean signed;

  /** What the value behind a gap is. */
  enum After {
    STRING,
    NUMBER,
    /** A boolean, or null. */
    LITERAL,
    END
  }

  /** What stands between two values, and what can stand behind the second. */
  private static final class Gap {
    private final byte[] bytes;
    private final int length;

    /** The bytes, eight at a time; the last eight may overlap those before. */
    private final long[] eights;

    private final After after;
    private final int slot;
    private Gap[] next = new Gap[0];

    Gap(byte[] bytes, After after, int slot) {
      this.bytes = bytes;
      this.length = bytes.length;
      this.after = after;
      this.slot = slot;
      int whole = length / Long.BYTES;
      boolean overlaps = whole > 0 && length % Long.BYTES > 0;
      this.eights = new long[whole + (overlaps ? 1 : 0)];
      for (int i = 0; i < whole; i++) {
        eights[i] = Eights.at(bytes, i * Long.BYTES);
      }
      if (overlaps) {
        eights[whole] = Eights.at(bytes, length - Long.BYTES);
      }
    }

    boolean is(byte[] record, int from, int to, After kind) {
      return after == kind && Arrays.equals(bytes, 0, length, record, from, to);
    }

    boolean standsAt(byte[] record, int from, int end) {
      if (length > end - from) {
        return false;
      }
      int last = eights.length - 1;
      for (int i = 0; i < last; i++) {
        if (Eights.at(record, from + i * Long.BYTES) != eights[i]) {
          return false;
        }
      }
      if (last >= 0) {
        // The last eight end where the gap does.
        return Eights.at(record, from + length - Long.BYTES) == eights[last];
      }
      for (int i = 0; i < length; i++) {
        if (record[from + i] != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  Shapes(FieldSlots slots) {
    this.slots = slots;
  }

  /**
   * Fills the slots from a record of a known shape that stands somewhere in an array; false if its
   * shape is not known.
   */
  boolean scan(byte[] record, int from, int to) {
    at = from;
    end = to;
    signed = false;
    Gap[] alternatives = beginnings;
    while (true) {
      Gap gap = find(alternatives, record);
      if (gap == null) {
        return false;
      }
      at += gap.length;
      boolean read =
          switch (gap.after) {
            case STRING -> string(record, gap.slot);
            case NUMBER -> number(record, gap.slot);
            case LITERAL -> literal(record, gap.slot);
            case END -> true;
          };
      if (!read) {
        return false;
      }
      if (gap.after == After.END) {
        return at == end && (!signed || Utf8Text.isUtf8(record, from, end));
      }
      alternatives = gap.next;
    }
  }

  private @Nullable Gap find(Gap[] alternatives, byte[] record) {
    for (int i = 0; i < alternatives.length; i++) {
      Gap gap = alternatives[i];
      // Numbers and literals stand behind the same gap, so the value has a say as well.
      if (gap.standsAt(record, at, end) && fits(gap.after, record, at + gap.length)) {
        if (i > 0) {
          // What is common comes to stand in front.
          alternatives[i] = alternatives[i - 1];
          alternatives[i - 1] = gap;
        }
        return gap;
      }
    }
    return null;
  }

  private boolean fits(After after, byte[] record, int from) {
    if (from == end) {
      return after == After.END;
    }
    byte b = record[from];
    return switch (after) {
      case STRING -> true;
      case NUMBER -> b >= '0' && b <= '9' || b == '-';
      case LITERAL -> b == 't' || b == 'f' || b == 'n';
      case END -> false;
    };
  }

  private boolean string(byte[] record, int slot) {
    int from = at;
    int i = from;
    int to = end;
    int lastLong = to - Long.BYTES;
    boolean escaped = false;
    while (true) {
      long found = 0;
      while (i <= lastLong) {
        long eight = Eights.at(record, i);
        // Of bytes without a sign, a sign can come from nothing but a quote or a backslash here.
        long signs = (eight ^ QUOTES) - Eights.ONES | (eight ^ BACKSLASHES) - Eights.ONES | eight;
        if ((signs & Eights.SIGNS) != 0) {
          signed |= (eight & Eights.SIGNS) != 0;
          found = Eights.firstZero(eight ^ QUOTES) | Eights.firstZero(eight ^ BACKSLASHES);
          if (found != 0) {
            break;
          }
        }
        i += Long.BYTES;
      }
      if (found != 0) {
        i += Eights.place(found);
      } else {
        while (i < to && record[i] != '"' && record[i] != '\\') {
          signed |= record[i++] < 0;
        }
        if (i == to) {
          return false;
        }
      }
      if (record[i] == '"') {
        if (slot >= 0) {
          slots.add(slot, ValueKind.STRING, from, i, escaped);
        }
        at = i;
        return true;
      }
      escaped = true;
      int length = Escapes.length(record, i, to);
      if (length == 0) {
        return false;
      }
      i += length;
    }
  }

  /** Integers of any usual size; what is a number otherwise is left to the full scan. */
  private boolean number(byte[] record, int slot) {
    int from = at;
    int i = from;
    int to = end;
    if (i < to && record[i] == '-') {
      i++;
    }
    int first = i;
    while (i < to && record[i] >= '0' && record[i] <= '9') {
      i++;
    }
    int whole = i - first;
    if (whole == 0 || whole > JsonScanner.DIGITS_OF_ANY_LONG || whole > 1 && record[first] == '0') {
      return false;
    }
    ValueKind kind = ValueKind.INTEGER;
    if (i < to && record[i] == '.') {
      kind = ValueKind.DECIMAL;
      int point = i++;
      while (i < to && record[i] >= '0' && record[i] <= '9') {
        i++;
      }
      if (i - point == 1) {
        return false;
      }
    }
    if (i < to && (record[i] | 0x20) == 'e' || i - from > JsonScanner.LONGEST_NUMBER) {
      return false;
    }
    if (slot >= 0) {
      slots.add(slot, kind, from, i, false);
    }
    at = i;
    return true;
  }

  private boolean literal(byte[] record, int slot) {
    String word =
        switch (record[at]) {
          case 't' -> "true";
          case 'f' -> "false";
          default -> "null";
        };
    int from = at;
    for (int i = 0; i < word.length(); i++) {
      if (at == end || record[at] != word.charAt(i)) {
        return false;
      }
      at++;
    }
    if (slot >= 0 && record[from] != 'n') {
      slots.add(slot, ValueKind.BOOLEAN, from, at, false);
    }
    return true;
  }

  /** Whether no more can be learnt. */
  boolean isFull() {
    return gaps >= MOST_GAPS;
  }

  /** Forgets all shapes. */
  void forget() {
    beginnings = new Gap[0];
    gaps = 0;
  }

  /** Learns the shape of a record that was scanned. */
  void learn(byte[] record, int begin, int end, ValueTrace trace) {
    Gap last = null;
    int from = begin;
    for (int i = 0; i <= trace.size(); i++) {
      boolean behind = i == trace.size();
      int to = behind ? end : trace.from(i);
      After after = behind ? After.END : trace.kind(i);
      int slot = behind ? -1 : trace.slot(i);
      last = orAdd(last, record, from, to, after, slot);
      if (last == null) {
        return;
      }
      from = behind ? to : trace.to(i);
    }
  }

  private @Nullable Gap orAdd(
      @Nullable Gap before, byte[] record, int from, int to, After after, int slot) {
    Gap[] known = before == null ? beginnings : before.next;
    for (Gap gap : known) {
      if (gap.is(record, from, to, after)) {
        return gap;
      }
    }
    if (known.length == MOST_ALTERNATIVES || isFull()) {
      return null;
    }
    Gap added = new Gap(Arrays.copyOfRange(record, from, to), after, slot);
    Gap[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = added;
    gaps++;
    if (before == null) {
      beginnings = more;
    } else {
      before.next = more;
    }
    return added;
  }
}
