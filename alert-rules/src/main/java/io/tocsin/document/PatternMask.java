package io.tocsin.document;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** Masks what an RE2 expression finds: its groups, or all of it where it has none. */
record PatternMask(Pattern pattern) implements TextMask {

  static PatternMask of(String expression) {
    return new PatternMask(Pattern.compile(expression));
  }

  @Override
  public String mask(String text) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder masked = null;
    int from = 0;
    while (matcher.find()) {
      int groups = matcher.groupCount();
      for (int group = Math.min(1, groups); group <= groups; group++) {
        int start = matcher.start(group);
        int end = matcher.end(group);
        if (start >= from && end > start) {
          masked = masked == null ? new StringBuilder(text.length()) : masked;
          masked.append(text, from, start).append(MASKED);
          from = end;
        }
      }
    }
    return masked == null ? text : masked.append(text, from, text.length()).toString();
  }
}
