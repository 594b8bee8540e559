package io.tocsin.kql;

import java.util.Locale;

/** The characters and words that have a meaning of their own in KQL, and how values escape them. */
final class Spelling {
  private static final String SPECIAL = "\\():<>\"*{}";

  private Spelling() {}

  static boolean isSpecial(char c) {
    return SPECIAL.indexOf(c) >= 0;
  }

  /** What separates words for the grammar. */
  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\u00A0';
  }

  /** What is cut off around unquoted text: ECMAScript's white space, which is more. */
  static boolean isTrimmed(char c) {
    return isSpace(c)
        || c == '\u000B'
        || c == '\f'
        || c == '\uFEFF'
        || c == '\u2028'
        || c == '\u2029'
        || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  static boolean hasWordAt(String text, int at, String word) {
    return text.regionMatches(true, at, word, 0, word.length());
  }

  /** Whether a keyword that ends unquoted text stands here: a spaced and/or, or not and a space. */
  static boolean isKeywordAt(String text, int at) {
    if (hasWordAt(text, at, "not")) {
      return isSpaceAt(text, at + 3);
    }
    if (!isSpaceAt(text, at)) {
      return false;
    }
    return hasWordAt(text, at + 1, "or") && isSpaceAt(text, at + 3)
        || hasWordAt(text, at + 1, "and") && isSpaceAt(text, at + 4);
  }

  static boolean isSpaceAt(String text, int at) {
    return at < text.length() && isSpace(text.charAt(at));
  }

  /** Whether unquoted text is read as something else than text. */
  static boolean isReserved(String text) {
    return text.equals("true") || text.equals("false") || text.equals("null");
  }

  /** Text in quotes. */
  static void quoted(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else {
        plain(c, out);
      }
    }
    out.append('"');
  }

  /** Text without quotes; {@code whole} is where keywords are looked for, {@code text} a part. */
  static void unquoted(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpecial(c)) {
        out.append('\\').append(c);
      } else if (hasWordAt(text, i, "not") && (i + 3 == text.length() || isSpaceAt(text, i + 3))) {
        // A backslash and 'n' would be read as a line break.
        out.append(escaped(c));
      } else if (isSpace(c) && isConjunctionAt(text, i + 1)) {
        plain(c, out);
        out.append('\\');
      } else {
        plain(c, out);
      }
    }
  }

  private static boolean isConjunctionAt(String text, int at) {
    return ends(text, at, "or") || ends(text, at, "and");
  }

  /** Whether the word stands here with a space or nothing behind it. */
  private static boolean ends(String text, int at, String word) {
    int end = at + word.length();
    return hasWordAt(text, at, word) && (end == text.length() || isSpaceAt(text, end));
  }

  private static void plain(char c, StringBuilder out) {
    switch (c) {
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      case '\n' -> out.append("\\n");
      default -> {
        if (Character.isISOControl(c)) {
          out.append(escaped(c));
        } else {
          out.append(c);
        }
      }
    }
  }

  private static String escaped(char c) {
    return String.format(Locale.ROOT, "\\u%04x", (int) c);
  }
}
