package io.tocsin.diagnostic;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text embedded in a file, such as the value of a YAML scalar, and for each of its characters
 * where in the file that stands.
 *
 * <p>The two differ wherever the file's syntax does: an escape in a quoted scalar is several
 * characters of the file and one of the text, a folded line break is a space.
 */
public final class Fragment {
  private final SourceText source;
  private final String text;
  private final int base;
  private final int @Nullable [] offsets;

  private Fragment(SourceText source, String text, int base, int @Nullable [] offsets) {
    this.source = source;
    this.text = text;
    this.base = base;
    this.offsets = offsets;
  }

  /** A text that stands alone: its offsets are those of the file. */
  public static Fragment of(String text) {
    return of("text", text);
  }

  /** A text that stands alone under a name that takes the path's place, such as an option's. */
  public static Fragment of(String path, String text) {
    return new Fragment(new SourceText(path, text), text, 0, null);
  }

  /** A part of a file that is there character by character. */
  public static Fragment verbatim(SourceText source, Span span) {
    String text = source.text().substring(span.start(), span.end());
    return new Fragment(source, text, span.start(), null);
  }

  /**
   * A text that the file spells in its own way.
   *
   * @param offsets for each character of the text its offset in the file, never decreasing, and one
   *     more for the end of the text
   */
  public static Fragment mapped(SourceText source, String text, int[] offsets) {
    if (offsets.length != text.length() + 1) {
      throw new IllegalArgumentException("one offset a character and one for the end wanted");
    }
    return new Fragment(source, text, 0, offsets.clone());
  }

  /** The file around the text. */
  public SourceText source() {
    return source;
  }

  /** The text itself. */
  public String text() {
    return text;
  }

  /** All of the text. */
  public Span span() {
    return Span.all(text);
  }

  /** The offset in the file of an offset in the text; clipped to the text. */
  public int inFile(int offset) {
    int place = Math.min(offset, text.length());
    return offsets == null ? base + place : offsets[place];
  }

  /** The part of the file that spells a part of the text. */
  public Span inFile(Span span) {
    int start = inFile(span.start());
    return new Span(start, Math.max(start, inFile(span.end())));
  }

  /** A part of this text, knowing where it stands. */
  public Fragment part(Span span) {
    String part = text.substring(span.start(), span.end());
    if (offsets == null) {
      return new Fragment(source, part, base + span.start(), null);
    }
    return new Fragment(source, part, 0, Arrays.copyOfRange(offsets, span.start(), span.end() + 1));
  }

  @Override
  public String toString() {
    return text;
  }
}
