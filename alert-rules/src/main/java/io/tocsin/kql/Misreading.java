package io.tocsin.kql;

import io.tocsin.diagnostic.Span;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what is wrong where the grammar can go no further, and what was probably meant. */
final class Misreading {
  private Misreading() {}

  /** Something stands where the filter, or a group in it, should have ended. */
  static KqlSyntaxException leftover(String text, int at) {
    Span here = new Span(at, at + 1);
    return switch (text.charAt(at)) {
      case ')', '}' ->
          KqlSyntaxException.at(
              here,
              "'%s' without its opening one".formatted(text.charAt(at)),
              "write \\" + text.charAt(at) + " if it belongs to a value");
      case ':' ->
          KqlSyntaxException.at(
              here, "second ':' in a clause", "put a value with ':' in it into quotes");
      case '"' ->
          KqlSyntaxException.at(
              here, "quote inside a value", "put all of the value into quotes, or write \\\"");
      case '<', '>' ->
          KqlSyntaxException.at(
              here, "comparison without a field before it", "put a value with it into quotes");
      default -> word(text, at);
    };
  }

  private static KqlSyntaxException word(String text, int at) {
    String word = wordAt(text, at);
    Span span = new Span(at, at + Math.max(1, word.length()));
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "not" ->
          KqlSyntaxException.at(
              span,
              "'%s ' inside a value is read as the operator".formatted(word),
              notHint(text, at));
      case "and", "or" ->
          KqlSyntaxException.at(
              span,
              "'%s' wants a space and an operand on both sides".formatted(word),
              "a value that ends so stands in quotes");
      default ->
          KqlSyntaxException.at(
              span,
              "expected 'and', 'or' or the end",
              "join two clauses by 'and' or 'or'; a value of several words stands in quotes");
    };
  }

  private static String notHint(String text, int at) {
    boolean own = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    return own
        ? "write 'a and not b'; a value that holds the word stands in quotes"
        : "put the value into quotes";
  }

  /** A name or a value should stand here. */
  static KqlSyntaxException missing(String text, int at, String expected) {
    if (at == text.length()) {
      return KqlSyntaxException.at(
          new Span(at, at), "expected " + expected + ", got the end", null);
    }
    if (Spelling.hasWordAt(text, at, "not") && Spelling.isSpaceAt(text, at + 3)) {
      return KqlSyntaxException.at(
          new Span(at, at + 3), "expected " + expected + ", got 'not'", "write 'not field: value'");
    }
    char c = text.charAt(at);
    return KqlSyntaxException.at(
        new Span(at, at + 1), "expected %s, got '%s'".formatted(expected, c), hint(c));
  }

  private static @Nullable String hint(char c) {
    return switch (c) {
      case '<', '>' -> "a comparison takes no ':', as in 'field >= 5'";
      case '{' -> "a nested group has its field before it, as in 'a: {b: c}'";
      case ')', '}' -> "a group cannot be empty, and no operator ends it";
      default -> null;
    };
  }

  /** A group does not end. */
  static KqlSyntaxException unclosed(int open, char close) {
    return KqlSyntaxException.at(
        new Span(open, open + 1), "group without its closing '%s'".formatted(close), null);
  }

  private static String wordAt(String text, int at) {
    int end = at;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(at, end);
  }
}
