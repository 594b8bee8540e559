package io.tocsin.condition;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/** Ends the parsing of a text at its first mistake; never leaves the parser. */
final class ConditionSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final Code code;
  final transient Span span;
  final @Nullable String hint;

  ConditionSyntaxException(Code code, Span span, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.code = code;
    this.span = span;
    this.hint = hint;
  }

  static ConditionSyntaxException expected(String what, Token got, @Nullable String hint) {
    String message = "expected " + what + ", got " + got.shown();
    return new ConditionSyntaxException(Code.CONDITION_SYNTAX, got.span(), message, hint);
  }
}
