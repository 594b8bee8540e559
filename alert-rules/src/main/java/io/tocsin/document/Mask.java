package io.tocsin.document;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serializable;

/** What must neither be indexed nor shown in an alert. It is replaced by {@code ***}. */
public sealed interface Mask extends Serializable {

  /**
   * The whole value of a field. A value that is no string is removed, so that the field's type
   * holds.
   *
   * @param name a dotted name, {@code *} for any characters: {@code *.password}
   */
  record Field(String name) implements Mask {}

  /**
   * What an RE2 expression finds in any string; where it has groups, only what they hold.
   *
   * @param expression the RE2 expression
   */
  record Matching(String expression) implements Mask {
    /**
     * Checks the expression.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public Matching {
      try {
        Pattern.compile(expression);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException("mask: " + e.getMessage(), e);
      }
    }
  }

  /** A kind of secret that is known by its look. */
  record Known(Secret secret) implements Mask {}

  /** Kinds of secret. */
  enum Secret {
    /** Tokens after {@code Bearer} or {@code Basic}, and JSON web tokens. */
    TOKENS,
    /** Passwords in {@code key=value}, in JSON, in URLs, and in fields of such a name. */
    PASSWORDS,
    /** Payment card numbers, recognised by their check digit. */
    CARD_NUMBERS
  }
}
