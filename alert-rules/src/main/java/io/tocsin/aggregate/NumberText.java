package io.tocsin.aggregate;

import io.tocsin.document.Utf8;

/**
 * Tells numbers that logs carry as text from other text, by JSON's grammar of numbers and with
 * leading zeros.
 */
final class NumberText {
  /** Numbers of this many digits fit 64 bits. */
  private static final int LONG_DIGITS = 18;

  /** No number that somebody meant is longer, and parsing takes time. */
  private static final int LONGEST = 64;

  /** What a text spells. */
  enum Form {
    /** A whole number that fits 64 bits. */
    INTEGER,
    /** Another number. */
    DECIMAL,
    /** No number. */
    NEITHER
  }

  private NumberText() {}

  static Form form(Utf8 text) {
    int length = text.length();
    if (length > LONGEST) {
      return Form.NEITHER;
    }
    int start = length > 0 && text.at(0) == '-' ? 1 : 0;
    int whole = digitsEnd(text, start);
    if (whole == start) {
      return Form.NEITHER;
    }
    if (whole == length && whole - start <= LONG_DIGITS) {
      return Form.INTEGER;
    }
    int at = whole;
    if (at < length && text.at(at) == '.') {
      int fraction = digitsEnd(text, at + 1);
      if (fraction == at + 1) {
        return Form.NEITHER;
      }
      at = fraction;
    }
    return exponentEnd(text, at) == length ? Form.DECIMAL : Form.NEITHER;
  }

  /** Where the exponent that may stand here ends; -1 if it lacks its digits. */
  private static int exponentEnd(Utf8 text, int from) {
    if (from == text.length() || (text.at(from) | 0x20) != 'e') {
      return from;
    }
    int at = from + 1;
    if (at < text.length() && (text.at(at) == '+' || text.at(at) == '-')) {
      at++;
    }
    int end = digitsEnd(text, at);
    return end == at ? -1 : end;
  }

  private static int digitsEnd(Utf8 text, int from) {
    int at = from;
    while (at < text.length() && text.at(at) >= '0' && text.at(at) <= '9') {
      at++;
    }
    return at;
  }
}
