package io.tocsin.document;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Masks secrets that stand behind a keyword.
 *
 * <p>RE2 is linear but slow, near a microsecond a character, and most logs hold no secret. So the
 * text is searched for the keywords, and the expression is tried only where one stands.
 *
 * @param keywords in lower case; they match any case
 * @param pattern begins at the keyword; its groups are the secrets
 */
record KeywordMask(List<String> keywords, Pattern pattern) implements TextMask {

  /** Tokens in headers, and JSON web tokens wherever they stand. */
  static final KeywordMask TOKENS =
      new KeywordMask(
          List.of("authorization", "bearer", "eyj"),
          Pattern.compile(
              "(?i)authorization[\"'\\\\]*\\s*[:=]\\s*[\"'\\\\]*"
                  + "(?:(?:bearer|basic|digest|token|apikey)\\s+)?([^\\s\"'\\\\,;]+)"
                  + "|bearer\\s+([a-z0-9._~+/=-]{16,})"
                  + "|(eyJ[a-z0-9_-]{5,}\\.[a-z0-9_-]{5,}\\.[a-z0-9_-]*)"));

  /** Passwords as {@code key=value}, in JSON, also within a JSON string, and in URLs. */
  static final KeywordMask PASSWORDS =
      new KeywordMask(
          List.of("passw", "passphrase", "pwd", "secret", "api", "://"),
          Pattern.compile(
              "(?i)(?:password|passwd|passphrase|pwd|secret|api[_-]?key)[\"'\\\\]*\\s*[:=]\\s*"
                  + "(?:\\\\\"(.*?)\\\\\"|\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'"
                  + "|([^\\s\"'\\\\,;&)}\\]]+))"
                  + "|://[^\\s/:@]*:([^\\s/]+)@"));

  @Override
  public String mask(String text) {
    int[] next = new int[keywords.size()];
    Arrays.fill(next, -1);
    StringBuilder masked = null;
    int from = 0;
    int at = nextKeyword(text, 0, next);
    while (at < text.length()) {
      int resume = at + 1;
      Matcher matcher = pattern.matcher(CharBuffer.wrap(text, at, text.length()));
      if (matcher.lookingAt()) {
        masked = masked == null ? new StringBuilder(text.length()) : masked;
        for (int group = 1; group <= matcher.groupCount(); group++) {
          if (matcher.start(group) >= 0) {
            masked.append(text, from, at + matcher.start(group)).append(MASKED);
            from = at + matcher.end(group);
          }
        }
        resume = Math.max(resume, from);
      }
      at = nextKeyword(text, resume, next);
    }
    return masked == null ? text : masked.append(text, from, text.length()).toString();
  }

  /**
   * Where the first keyword from here on stands, or the text's length.
   *
   * @param next where each keyword was last found; kept so that the text is searched once
   */
  private int nextKeyword(String text, int from, int[] next) {
    int first = text.length();
    for (int i = 0; i < next.length; i++) {
      if (next[i] < from) {
        next[i] = indexOf(text, keywords.get(i), from);
      }
      first = Math.min(first, next[i]);
    }
    return first;
  }

  private static int indexOf(String text, String keyword, int from) {
    char lower = keyword.charAt(0);
    char upper = Character.toUpperCase(lower);
    for (int i = from; i <= text.length() - keyword.length(); i++) {
      char c = text.charAt(i);
      if ((c == lower || c == upper) && text.regionMatches(true, i, keyword, 0, keyword.length())) {
        return i;
      }
    }
    return text.length();
  }
}
