package io.tocsin.document;

import java.nio.charset.StandardCharsets;

/** The escapes of JSON strings. */
final class Escapes {
  private Escapes() {}

  /** The length of the escape whose backslash stands here, or 0 if it is none before the end. */
  static int length(byte[] bytes, int from, int end) {
    if (from + 1 >= end) {
      return 0;
    }
    return switch (bytes[from + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
      case 'u' -> from + 6 <= end && areHexDigits(bytes, from + 2, from + 6) ? 6 : 0;
      default -> 0;
    };
  }

  private static boolean areHexDigits(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(bytes[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The text of a JSON string's inside, which has been checked to be well-formed. */
  static String decode(byte[] bytes, int from, int to) {
    String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        i++;
        continue;
      }
      char kind = raw.charAt(i + 1);
      if (kind == 'u') {
        text.append((char) Integer.parseInt(raw, i + 2, i + 6, 16));
        i += 6;
      } else {
        text.append(plain(kind));
        i += 2;
      }
    }
    return WellFormed.text(text.toString());
  }

  private static char plain(char kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }
}
