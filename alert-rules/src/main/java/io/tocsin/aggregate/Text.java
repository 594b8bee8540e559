package io.tocsin.aggregate;

import io.tocsin.document.Utf8;
import java.util.Arrays;

/** Keeps a part of a log's text, which is the log's only until the next one is read. */
final class Text {
  private Text() {}

  /**
   * A copy of the first bytes of a text, of at most {@code most}, that ends between two characters.
   */
  static byte[] head(Utf8 text, int most) {
    int length = Math.min(text.length(), most);
    if (length < text.length()) {
      // A byte of the form 10xxxxxx continues a character, of at most four bytes.
      for (int i = 0; i < 3 && length > 0 && (text.at(length) & 0xC0) == 0x80; i++) {
        length--;
      }
    }
    return Arrays.copyOfRange(text.bytes(), text.offset(), text.offset() + length);
  }
}
