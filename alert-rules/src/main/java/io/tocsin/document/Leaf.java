package io.tocsin.document;

import org.jspecify.annotations.Nullable;

/**
 * A value.
 *
 * @param text a string's characters, or a number or boolean as the log spelt it
 * @param integer the value of an integer, else 0
 * @param decimal the value of a number, else 0
 */
record Leaf(ValueKind kind, String text, long integer, double decimal) implements Node {
  static final Leaf TRUE = new Leaf(ValueKind.BOOLEAN, "true", 0, 0);
  static final Leaf FALSE = new Leaf(ValueKind.BOOLEAN, "false", 0, 0);

  private static final int LONGEST_INTEGER = 20;

  /** A string. Surrogates without their other half, which UTF-8 cannot hold, become U+FFFD. */
  static Leaf string(String text) {
    return new Leaf(ValueKind.STRING, WellFormed.text(text), 0, 0);
  }

  static Leaf integer(long value) {
    return new Leaf(ValueKind.INTEGER, Long.toString(value), value, value);
  }

  /** A JSON number by its spelling; null if it is beyond what a double can hold. */
  static @Nullable Leaf number(String spelling) {
    if (spelling.length() <= LONGEST_INTEGER && isWhole(spelling)) {
      try {
        long value = Long.parseLong(spelling);
        return new Leaf(ValueKind.INTEGER, spelling, value, value);
      } catch (NumberFormatException beyondLong) {
        return decimal(spelling);
      }
    }
    return decimal(spelling);
  }

  private static @Nullable Leaf decimal(String spelling) {
    double value = Double.parseDouble(spelling);
    return Double.isFinite(value) ? new Leaf(ValueKind.DECIMAL, spelling, 0, value) : null;
  }

  private static boolean isWhole(String spelling) {
    for (int i = 0; i < spelling.length(); i++) {
      char c = spelling.charAt(i);
      if ((c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return true;
  }
}
