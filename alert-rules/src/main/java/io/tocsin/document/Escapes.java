package io.tocsin.document;

import java.nio.charset.StandardCharsets;

/** The escapes of JSON strings. */
final class Escapes {
  private Escapes() {}

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
