package io.tocsin.diagnostic;

import java.util.Arrays;

/** A file as it was read: its path as the user knows it, its text, and where its lines begin. */
public final class SourceText {
  private final String path;
  private final String text;
  private final int[] lineStarts;

  /**
   * A file.
   *
   * @param path as it is to be shown
   * @param text all of it
   */
  public SourceText(String path, String text) {
    this.path = path;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  /** The path as it is shown. */
  public String path() {
    return path;
  }

  /** All of the text. */
  public String text() {
    return text;
  }

  /**
   * Line and column of an offset; an offset behind the end is taken as the end.
   *
   * @param offset in UTF-16 units, from 0
   */
  public Position position(int offset) {
    int place = Math.min(offset, text.length());
    int line = lineIndex(place);
    return new Position(line + 1, text.codePointCount(lineStarts[line], place) + 1);
  }

  /** The line that holds this offset, without its line break, as a span of the text. */
  public Span lineAt(int offset) {
    int line = lineIndex(Math.min(offset, text.length()));
    int end = line + 1 < lineStarts.length ? lineStarts[line + 1] : text.length();
    while (end > lineStarts[line] && isBreak(text.charAt(end - 1))) {
      end--;
    }
    return new Span(lineStarts[line], end);
  }

  /** The offset of a place, both from 0 and the column in characters; clipped to the text. */
  public int offset(int line, int column) {
    if (line >= lineStarts.length) {
      return text.length();
    }
    int end = line + 1 < lineStarts.length ? lineStarts[line + 1] : text.length();
    int available = text.codePointCount(lineStarts[line], end);
    return text.offsetByCodePoints(lineStarts[line], Math.min(column, available));
  }

  private int lineIndex(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean crOfCrLf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (isBreak(c) && !crOfCrLf) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
