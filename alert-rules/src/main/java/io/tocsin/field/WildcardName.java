package io.tocsin.field;

/** Matches names against a pattern in which {@code *} stands for any characters, dots too. */
public final class WildcardName {
  private WildcardName() {}

  /**
   * Whether the name fits. It goes back to the last star only, which is enough: in time
   * proportional to the product of both lengths at most.
   */
  public static boolean matches(String pattern, String name) {
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
