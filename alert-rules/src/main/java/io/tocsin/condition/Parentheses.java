package io.tocsin.condition;

/** Finds where parentheses around KQL close, whatever its quoted text and escapes hold. */
final class Parentheses {
  private Parentheses() {}

  /** The place of the parenthesis that closes the one at {@code open}; -1 if there is none. */
  static int closing(String text, int open) {
    int depth = 0;
    boolean quoted = false;
    for (int at = open; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')' && --depth == 0) {
        return at;
      }
    }
    return -1;
  }
}
