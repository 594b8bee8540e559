package io.tocsin.condition;

import io.tocsin.diagnostic.Span;

/**
 * A word of a condition.
 *
 * @param text as written; empty at the end
 */
record Token(Kind kind, String text, Span span) {

  /** What a word can be. */
  enum Kind {
    /** A name or keyword. */
    NAME,
    /** A number, with its unit if it has one. */
    NUMBER,
    /**
     * What is between the parentheses behind a function's name, which has a language of its own.
     */
    ARGUMENTS,
    /** An operator, parenthesis or bracket. */
    SYMBOL,
    /** Behind the last word. */
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.NAME && text.equalsIgnoreCase(keyword);
  }

  /** As it is named in a message. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
