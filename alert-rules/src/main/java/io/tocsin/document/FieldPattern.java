package io.tocsin.document;

/**
 * A field's name in which {@code *} stands for any characters, dots too.
 *
 * @param ordinal the number of the field in its index
 */
record FieldPattern(String pattern, int ordinal) {

  /** Whether the name fits, in time proportional to the product of both lengths at most. */
  boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
