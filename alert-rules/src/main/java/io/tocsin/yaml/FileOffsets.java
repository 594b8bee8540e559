package io.tocsin.yaml;

import org.jspecify.annotations.Nullable;

/** Turns the parser's offsets, which count code points, into those of strings. */
final class FileOffsets {
  private final int length;
  private final int @Nullable [] utf16;

  FileOffsets(String text) {
    this.length = text.length();
    int codePoints = text.codePointCount(0, length);
    if (codePoints == length) {
      this.utf16 = null;
      return;
    }
    this.utf16 = new int[codePoints];
    int at = 0;
    for (int i = 0; i < codePoints; i++) {
      utf16[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
  }

  /** The offset in UTF-16 units; one behind the end is the end. */
  int utf16(int codePoint) {
    if (utf16 == null) {
      return Math.min(codePoint, length);
    }
    return codePoint < utf16.length ? utf16[codePoint] : length;
  }
}
