package io.tocsin.kql;

import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/** Ends the parsing of a text at its first mistake; never leaves the parser. */
final class KqlSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final Code code;
  final transient Span span;
  final @Nullable String hint;

  KqlSyntaxException(Code code, Span span, String message, @Nullable String hint) {
    super(message, null, false, false);
    this.code = code;
    this.span = span;
    this.hint = hint;
  }

  /** A mistake in the grammar. */
  static KqlSyntaxException at(Span span, String message, @Nullable String hint) {
    return new KqlSyntaxException(Code.KQL_SYNTAX, span, message, hint);
  }
}
