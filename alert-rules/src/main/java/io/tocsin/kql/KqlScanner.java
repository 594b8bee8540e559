package io.tocsin.kql;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the words of a KQL text: spaces, keywords, names and values with their escapes. */
final class KqlScanner {
  private final String text;
  private int at;

  KqlScanner(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  int position() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** The next character, or NUL at the end. */
  char peek() {
    return atEnd() ? '\0' : text.charAt(at);
  }

  /** Skips this character if it is next. */
  boolean skip(char c) {
    if (atEnd() || text.charAt(at) != c) {
      return false;
    }
    at++;
    return true;
  }

  void skipSpaces() {
    while (Spelling.isSpaceAt(text, at)) {
      at++;
    }
  }

  /** Skips a spaced {@code and} or {@code or} if it is next. */
  boolean skipConjunction(String word) {
    int start = at;
    skipSpaces();
    if (at > start
        && Spelling.hasWordAt(text, at, word)
        && Spelling.isSpaceAt(text, at + word.length())) {
      at += word.length();
      skipSpaces();
      return true;
    }
    at = start;
    return false;
  }

  /** Skips a {@code not} with a space behind it if it is next. */
  boolean skipNot() {
    if (Spelling.hasWordAt(text, at, "not") && Spelling.isSpaceAt(text, at + 3)) {
      at += 3;
      skipSpaces();
      return true;
    }
    return false;
  }

  /** The comparison that is next, skipped; null if there is none. */
  @Nullable Comparison skipComparison() {
    if (skip('<')) {
      return skip('=') ? Comparison.AT_MOST : Comparison.LESS;
    }
    if (skip('>')) {
      return skip('=') ? Comparison.AT_LEAST : Comparison.GREATER;
    }
    return null;
  }

  /** The name or value that is next; null if there is none. */
  @Nullable Literal literal() {
    return peek() == '"' ? quoted() : unquoted();
  }

  private Literal quoted() {
    int start = at++;
    StringBuilder out = new StringBuilder();
    while (!skip('"')) {
      if (atEnd()) {
        throw KqlSyntaxException.at(
            new Span(start, Math.min(text.length(), start + 1)),
            "quote without an end",
            "write \\\" for a quote inside quotes, and \\\\ for a backslash at their end");
      }
      char c = text.charAt(at++);
      out.append(c == '\\' ? quotedEscape() : c);
    }
    return new Literal(List.of(out.toString()), true, new Span(start, at));
  }

  /** What stands behind a backslash in quotes; one that escapes nothing is a backslash. */
  private char quotedEscape() {
    char next = peek();
    if (next == '"' || next == '\\') {
      at++;
      return next;
    }
    int special = whitespaceOrUnicode();
    return special >= 0 ? (char) special : '\\';
  }

  private @Nullable Literal unquoted() {
    int start = at;
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    while (!atEnd() && !Spelling.isKeywordAt(text, at)) {
      char c = text.charAt(at);
      if (c == '*') {
        at++;
        pieces.add(piece.toString());
        piece.setLength(0);
      } else if (c == '\\') {
        at++;
        unquotedEscape(piece);
      } else if (Spelling.isSpecial(c)) {
        break;
      } else {
        at++;
        piece.append(c);
      }
    }
    if (at == start) {
      return null;
    }
    pieces.add(piece.toString());
    trim(pieces);
    return new Literal(List.copyOf(pieces), false, spanWithoutSpaces(start));
  }

  private void unquotedEscape(StringBuilder out) {
    int special = whitespaceOrUnicode();
    if (special >= 0) {
      out.append((char) special);
      return;
    }
    if (!atEnd() && Spelling.isSpecial(text.charAt(at))) {
      out.append(text.charAt(at++));
      return;
    }
    for (String word : List.of("or", "and", "not")) {
      if (Spelling.hasWordAt(text, at, word)) {
        out.append(text, at, at + word.length());
        at += word.length();
        return;
      }
    }
    throw new KqlSyntaxException(
        Code.KQL_ESCAPE,
        new Span(at - 1, Math.min(text.length(), at + 1)),
        "unknown escape",
        "write \\\\ for a backslash, or put the value into quotes");
  }

  /** The character of {@code t}, {@code r}, {@code n} or {@code uXXXX} here, skipped; or -1. */
  private int whitespaceOrUnicode() {
    switch (peek()) {
      case 't':
        at++;
        return '\t';
      case 'r':
        at++;
        return '\r';
      case 'n':
        at++;
        return '\n';
      case 'u':
        return unicode();
      default:
        return -1;
    }
  }

  private int unicode() {
    if (at + 5 > text.length()) {
      return -1;
    }
    int value = 0;
    for (int i = at + 1; i < at + 5; i++) {
      char c = text.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = 16 * value + digit;
    }
    at += 5;
    return value;
  }

  private static void trim(List<String> pieces) {
    String first = pieces.get(0);
    int start = 0;
    while (start < first.length() && Spelling.isTrimmed(first.charAt(start))) {
      start++;
    }
    pieces.set(0, first.substring(start));
    String last = pieces.get(pieces.size() - 1);
    int end = last.length();
    while (end > 0 && Spelling.isTrimmed(last.charAt(end - 1))) {
      end--;
    }
    pieces.set(pieces.size() - 1, last.substring(0, end));
  }

  private Span spanWithoutSpaces(int start) {
    int end = at;
    while (end > start && Spelling.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return new Span(start, end);
  }
}
