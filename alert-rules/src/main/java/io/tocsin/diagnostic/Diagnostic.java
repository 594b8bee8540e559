package io.tocsin.diagnostic;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One mistake, and where it stands.
 *
 * @param message lower case, without a full stop, saying what was expected and what was got
 * @param span the part of {@code source} that is meant
 * @param hint what to write instead, or null
 */
public record Diagnostic(
    Severity severity,
    Code code,
    String message,
    SourceText source,
    Span span,
    @Nullable String hint) {

  /** By path, then by place, then by code. */
  static final Comparator<Diagnostic> IN_ORDER =
      Comparator.comparing((Diagnostic d) -> d.source.path())
          .thenComparing(d -> d.span.start())
          .thenComparing(Diagnostic::code);

  private static final int LONGEST_TEXT = 400;

  /** Makes message and hint, which may quote the file, fit to be printed. */
  public Diagnostic {
    message = printable(message);
    hint = hint == null ? null : printable(hint);
  }

  /** Line and column of the first character that is meant. */
  public Position position() {
    return source.position(span.start());
  }

  /** The first line: {@code path:line:col: error[R014]: unknown field 'staus'}. */
  public String headline() {
    Position at = position();
    return "%s:%d:%d: %s[%s]: %s"
        .formatted(source.path(), at.line(), at.column(), severity, code.id(), message);
  }

  /** The headline, the line with a caret run under what is meant, and the hint. */
  public String render() {
    String shown = headline() + "\n" + Excerpt.of(source, span);
    return hint == null ? shown : shown + "\nhint: " + hint;
  }

  @Override
  public String toString() {
    return headline();
  }

  private static String printable(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }
}
