package io.tocsin.diagnostic;

/** The line of a file that a diagnostic is about, with carets under what is meant. */
final class Excerpt {
  /** A line may be a megabyte; this many characters around what is meant are shown. */
  private static final int WIDTH = 120;

  private static final int BEFORE = 40;

  private Excerpt() {}

  static String of(SourceText source, Span span) {
    Span line = source.lineAt(span.start());
    int from = line.start();
    if (line.end() - line.start() > WIDTH) {
      from = Math.max(line.start(), Math.min(span.start() - BEFORE, line.end() - WIDTH));
    }
    int to = Math.min(line.end(), from + WIDTH);
    int caretFrom = Math.min(span.start(), to);
    int caretTo = Math.max(caretFrom, Math.min(span.end(), to));
    StringBuilder shown = new StringBuilder();
    StringBuilder carets = new StringBuilder();
    source.text().substring(from, caretFrom).codePoints().forEach(c -> before(c, shown, carets));
    source.text().substring(caretFrom, caretTo).codePoints().forEach(c -> meant(c, shown, carets));
    if (caretTo == caretFrom) {
      carets.append('^');
    }
    source.text().substring(caretTo, to).codePoints().forEach(c -> printable(c, shown));
    return shown + "\n" + carets;
  }

  private static void before(int c, StringBuilder shown, StringBuilder carets) {
    printable(c, shown);
    carets.append(c == '\t' ? '\t' : ' ');
  }

  private static void meant(int c, StringBuilder shown, StringBuilder carets) {
    printable(c, shown);
    carets.append('^');
  }

  /** A file's control characters must not reach the terminal that shows it. */
  private static void printable(int c, StringBuilder out) {
    boolean hidden = c != '\t' && (Character.isISOControl(c) || isSurrogate(c));
    out.appendCodePoint(hidden ? '\uFFFD' : c);
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
