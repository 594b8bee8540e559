package io.tocsin.document;

import io.tocsin.document.Shapes.After;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the wanted values in the bytes of a JSON object, without making anything of the others.
 *
 * <p>It knows plain JSON: what is malformed, and what is rare enough to be left to {@link
 * JsonDecoder} (escapes in names, huge numbers, bytes that are no UTF-8, depth), it gives up. What
 * it does not give up, it has checked to the last byte.
 */
final class JsonScanner {
  /** Well below the decoder's limit. */
  private static final int MAX_DEPTH = 60;

  private static final int MOST_PARTS = 15;
  static final int LONGEST_NUMBER = 40;
  static final int DIGITS_OF_ANY_LONG = 18;

  private final PathTrie.Step root;
  private final FieldSlots slots;
  private final ValueTrace trace;
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int signs;

  /**
   * A scanner.
   *
   * @param slots filled with the wanted values
   * @param trace filled with all values
   */
  JsonScanner(PathTrie wanted, FieldSlots slots, ValueTrace trace) {
    this.root = wanted.root();
    this.slots = slots;
    this.trace = trace;
  }

  /** Fills the slots from a record that stands somewhere in an array; false if it gives up. */
  boolean scan(byte[] in, int from, int to) {
    bytes = in;
    at = from;
    end = to;
    signs = 0;
    slots.clear();
    trace.clear();
    space();
    if (peek() != '{' || !object(root, 1)) {
      return false;
    }
    space();
    return at == end && (signs >= 0 || Utf8Text.isUtf8(bytes, from, end));
  }

  private boolean object(PathTrie.@Nullable Step step, int depth) {
    at++;
    space();
    if (peek() == '}') {
      at++;
      return true;
    }
    while (true) {
      if (!field(step, depth)) {
        return false;
      }
      int b = peek();
      at++;
      if (b == '}') {
        return true;
      }
      if (b != ',') {
        return false;
      }
      space();
    }
  }

  /** A name, its value, and the space behind it. */
  private boolean field(PathTrie.@Nullable Step parent, int depth) {
    if (peek() != '"') {
      return false;
    }
    PathTrie.Step step = parent;
    int parts = 1;
    int start = ++at;
    int hash = PathTrie.EMPTY_HASH;
    byte b;
    while (true) {
      if (at == end) {
        return false;
      }
      b = bytes[at];
      if (b == '"' || b == '.') {
        if (at == start || parts > MOST_PARTS) {
          return false;
        }
        step = step == null ? null : step.child(bytes, start, at, hash);
        at++;
        if (b == '"') {
          break;
        }
        parts++;
        start = at;
        hash = PathTrie.EMPTY_HASH;
      } else if (b <= ' ' || b == '\\' || b == 0x7F) {
        return false;
      } else {
        hash = PathTrie.nextHash(hash, b);
        at++;
      }
    }
    space();
    if (peek() != ':') {
      return false;
    }
    at++;
    space();
    boolean read = value(step, depth + parts);
    space();
    return read;
  }

  private boolean value(PathTrie.@Nullable Step step, int depth) {
    if (depth > MAX_DEPTH) {
      return false;
    }
    int b = peek();
    return switch (b) {
      case '"' -> string(step);
      case '{' -> object(step, depth);
      case '[' -> array(step, depth + 1);
      case 't' -> literal("true", step);
      case 'f' -> literal("false", step);
      case 'n' -> nothing(step);
      default -> number(step);
    };
  }

  private boolean array(PathTrie.@Nullable Step step, int depth) {
    at++;
    space();
    if (peek() == ']') {
      at++;
      return true;
    }
    while (value(step, depth)) {
      space();
      int b = peek();
      at++;
      if (b == ']') {
        return true;
      }
      if (b != ',') {
        return false;
      }
      space();
    }
    return false;
  }

  private boolean string(PathTrie.@Nullable Step step) {
    byte[] in = bytes;
    int to = end;
    int i = at + 1;
    int seen = 0;
    boolean escaped = false;
    while (i < to) {
      byte b = in[i];
      if (b == '"') {
        signs |= seen;
        add(step, ValueKind.STRING, at + 1, i, escaped);
        trace.add(After.STRING, step, at + 1, i);
        at = i + 1;
        return true;
      }
      seen |= b;
      if (b == '\\') {
        escaped = true;
        int length = Escapes.length(in, i, to);
        if (length == 0) {
          return false;
        }
        i += length;
      } else {
        i++;
      }
    }
    return false;
  }

  private boolean literal(String word, PathTrie.@Nullable Step step) {
    int start = at;
    if (!pass(word)) {
      return false;
    }
    add(step, ValueKind.BOOLEAN, start, at, false);
    trace.add(After.LITERAL, step, start, at);
    return true;
  }

  private boolean nothing(PathTrie.@Nullable Step step) {
    int start = at;
    if (!pass("null")) {
      return false;
    }
    trace.add(After.LITERAL, step, start, at);
    return true;
  }

  private boolean pass(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        return false;
      }
      at++;
    }
    return true;
  }

  private boolean number(PathTrie.@Nullable Step step) {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int whole = digits();
    if (whole == 0 || (whole > 1 && bytes[at - whole] == '0')) {
      return false;
    }
    ValueKind kind = ValueKind.INTEGER;
    if (peek() == '.') {
      at++;
      kind = ValueKind.DECIMAL;
      if (digits() == 0) {
        return false;
      }
    }
    if (peek() == 'e' || peek() == 'E') {
      at++;
      kind = ValueKind.DECIMAL;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      int exponent = digits();
      if (exponent == 0 || exponent > 2) {
        return false;
      }
    }
    if (at - start > LONGEST_NUMBER) {
      return false;
    }
    if (kind == ValueKind.INTEGER && whole > DIGITS_OF_ANY_LONG) {
      Leaf exact = Leaf.number(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1));
      kind = exact == null ? kind : exact.kind();
    }
    add(step, kind, start, at, false);
    trace.add(After.NUMBER, step, start, at);
    return true;
  }

  private int digits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - start;
  }

  private void add(
      PathTrie.@Nullable Step step, ValueKind kind, int from, int to, boolean escaped) {
    if (step != null && step.slot >= 0) {
      slots.add(step.slot, kind, from, to, escaped);
    }
  }

  /** The byte here, or -1 behind the end. */
  private int peek() {
    return at < end ? bytes[at] : -1;
  }

  private void space() {
    while (at < end
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
  }
}
