package io.tocsin.document;

/** Text that UTF-8 can hold. */
final class WellFormed {
  private WellFormed() {}

  /** The same text with U+FFFD for each surrogate that stands alone. */
  static String text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return mended(text, i);
      }
    }
    return text;
  }

  private static String mended(String text, int from) {
    StringBuilder mended = new StringBuilder(text.length()).append(text, 0, from);
    int i = from;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      boolean alone = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
      mended.appendCodePoint(alone ? 0xFFFD : codePoint);
    }
    return mended.toString();
  }
}
