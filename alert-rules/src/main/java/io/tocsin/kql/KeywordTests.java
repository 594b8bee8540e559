package io.tocsin.kql;

import io.tocsin.document.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Values as a keyword field indexes them: whole, by case, whatever their kind, as spelt. */
final class KeywordTests {
  /** Longer values, in UTF-16 units, are not indexed: {@code ignore_above} of the templates. */
  static final int IGNORE_ABOVE = 1024;

  private KeywordTests() {}

  static ValueTest equalTo(String text) {
    if (text.length() > IGNORE_ABOVE) {
      return ValueTest.never();
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return (document, field, index) -> document.text(field, index).contentEquals(bytes);
  }

  static ValueTest fitting(KqlValue.Wildcard wildcard) {
    Glob glob = new Glob(wildcard.pieces());
    return (document, field, index) -> {
      Utf8 text = document.text(field, index);
      int start = text.offset();
      return isIndexed(text) && glob.matches(text.bytes(), start, start + text.length(), false);
    };
  }

  static ValueTest comparedWith(Comparison comparison, String text) {
    byte[] bound = text.getBytes(StandardCharsets.UTF_8);
    return (document, field, index) -> {
      Utf8 value = document.text(field, index);
      return isIndexed(value) && comparison.holds(compare(value, bound));
    };
  }

  static ValueTest present() {
    return (document, field, index) -> isIndexed(document.text(field, index));
  }

  private static int compare(Utf8 value, byte[] bound) {
    int start = value.offset();
    int end = start + value.length();
    return Arrays.compareUnsigned(value.bytes(), start, end, bound, 0, bound.length);
  }

  private static boolean isIndexed(Utf8 text) {
    return text.length() <= IGNORE_ABOVE || utf16Length(text) <= IGNORE_ABOVE;
  }

  private static int utf16Length(Utf8 text) {
    int units = 0;
    for (int i = 0; i < text.length(); i++) {
      int b = text.at(i) & 0xFF;
      boolean continuation = (b & 0xC0) == 0x80;
      if (!continuation) {
        units += b >= 0xF0 ? 2 : 1;
      }
    }
    return units;
  }
}
