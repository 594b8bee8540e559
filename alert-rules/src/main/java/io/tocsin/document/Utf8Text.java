package io.tocsin.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of a record. */
final class Utf8Text {
  private static final char REPLACEMENT = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8Text() {}

  /** Whether the bytes are UTF-8; false as well for those that say U+FFFD themselves. */
  static boolean isUtf8(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8).indexOf(REPLACEMENT) < 0;
  }

  /** The bytes as text; what is no UTF-8 becomes U+FFFD and is counted once. */
  static String decode(byte[] bytes, ReadStats stats) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0
        && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
      stats.add(Flaw.INVALID_TEXT);
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }
}
