package io.tocsin.condition;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Splits a condition into words. */
final class ConditionScanner {
  private static final List<String> SYMBOLS =
      List.of(">=", "<=", "==", "!=", ">", "<", "+", "-", "*", "/", "(", ")", "[", "]");

  /** What other languages write, and how it is written here. */
  private static final Map<String, String> FOREIGN =
      Map.of("&&", "write 'and'", "||", "write 'or'", "!", "write 'not'", "=", "write '=='");

  private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "offset");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private ConditionScanner(String text) {
    this.text = text;
  }

  static List<Token> scan(String text) {
    return new ConditionScanner(text).scan();
  }

  /** Whether a word has a meaning of its own, and cannot be the name of something. */
  static boolean isKeyword(String word) {
    return KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private List<Token> scan() {
    skipSpace();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isNameStart(c)) {
        name();
      } else if (isDigit(c)) {
        number();
      } else {
        symbol();
      }
      skipSpace();
    }
    tokens.add(new Token(Token.Kind.END, "", new Span(at, at)));
    return tokens;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void name() {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    add(Token.Kind.NAME, start, at);
    int end = at;
    skipSpace();
    boolean called = at < text.length() && text.charAt(at) == '(';
    if (called && !isKeyword(text.substring(start, end))) {
      int open = at;
      int close = Parentheses.closing(text, open);
      if (close < 0) {
        String message = "expected ')' for this '(', got the end";
        Span span = new Span(open, open + 1);
        throw new ConditionSyntaxException(Code.CONDITION_SYNTAX, span, message, null);
      }
      add(Token.Kind.ARGUMENTS, open + 1, close);
      at = close + 1;
    }
  }

  private void number() {
    int start = at;
    while (at < text.length() && isNumberPart(text.charAt(at))) {
      at++;
    }
    add(Token.Kind.NUMBER, start, at);
  }

  private static boolean isNumberPart(char c) {
    return isDigit(c) || c == '.' || c == '%' || Character.isLetter(c);
  }

  private void symbol() {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        add(Token.Kind.SYMBOL, at, at + symbol.length());
        at += symbol.length();
        return;
      }
    }
    for (Map.Entry<String, String> foreign : FOREIGN.entrySet()) {
      if (text.startsWith(foreign.getKey(), at)) {
        unknown(foreign.getKey(), foreign.getValue());
      }
    }
    String character = Character.toString(text.codePointAt(at));
    unknown(character, character.equals("\"") ? "values are compared in the filters" : null);
  }

  private void unknown(String what, @Nullable String hint) {
    Span span = new Span(at, at + what.length());
    throw new ConditionSyntaxException(
        Code.CONDITION_SYNTAX, span, "unexpected '" + what + "'", hint);
  }

  private void add(Token.Kind kind, int start, int end) {
    tokens.add(new Token(kind, text.substring(start, end), new Span(start, end)));
  }
}
