package io.tocsin.diagnostic;

/**
 * A run of characters in a text.
 *
 * @param start offset of the first character, in UTF-16 units as {@link String#charAt} counts
 * @param end offset behind the last character; equal to {@code start} for a place between two
 */
public record Span(int start, int end) {

  /** Checks the order of the two offsets. */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("not a span: " + start + ".." + end);
    }
  }

  /** The whole of a text. */
  public static Span all(String text) {
    return new Span(0, text.length());
  }

  /** From where this begins to where the other ends. */
  public Span to(Span other) {
    return new Span(start, Math.max(start, other.end));
  }
}
