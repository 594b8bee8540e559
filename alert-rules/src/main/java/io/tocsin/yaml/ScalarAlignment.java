package io.tocsin.yaml;

import io.tocsin.diagnostic.Fragment;
import io.tocsin.diagnostic.Span;

/**
 * Finds for each character of a scalar's value where the file spells it.
 *
 * <p>Walks the value and the file side by side. In plain and quoted scalars a run of white space
 * with n line breaks in it stands for one space (n = 1) or n - 1 line breaks; in block scalars
 * white space of the file that the value has not is indentation or folding.
 */
final class ScalarAlignment {
  private final YamlScalar scalar;
  private final String file;
  private final String value;
  private final int end;
  private final int[] offsets;
  private int at;
  private int done;

  private ScalarAlignment(YamlScalar scalar) {
    this.scalar = scalar;
    this.file = scalar.source().text();
    this.value = scalar.text();
    this.end = scalar.span().end();
    this.offsets = new int[value.length() + 1];
  }

  static Fragment fragment(YamlScalar scalar) {
    Span span = scalar.span();
    int quote = isQuoted(scalar.style()) && span.end() - span.start() >= 2 ? 1 : 0;
    int length = span.end() - span.start() - 2 * quote;
    // Most values are spelt as they are, and need no table.
    if (length == scalar.text().length()
        && scalar.source().text().startsWith(scalar.text(), span.start() + quote)) {
      return Fragment.verbatim(scalar.source(), new Span(span.start() + quote, span.end() - quote));
    }
    return new ScalarAlignment(scalar).align();
  }

  private static boolean isQuoted(YamlScalar.Style style) {
    return style == YamlScalar.Style.SINGLE_QUOTED || style == YamlScalar.Style.DOUBLE_QUOTED;
  }

  private Fragment align() {
    at = scalar.span().start();
    switch (scalar.style()) {
      case PLAIN -> alignFlow();
      case SINGLE_QUOTED, DOUBLE_QUOTED -> {
        at++;
        alignFlow();
      }
      case LITERAL, FOLDED -> alignBlock();
    }
    while (done < value.length()) {
      offsets[done++] = at;
    }
    offsets[value.length()] = value.isEmpty() ? at : Math.max(at, offsets[value.length() - 1]);
    return Fragment.mapped(scalar.source(), value, offsets);
  }

  private void alignFlow() {
    while (done < value.length() && at < end) {
      char c = file.charAt(at);
      if (isBlank(c)) {
        blanks();
      } else if (c == '\\' && scalar.style() == YamlScalar.Style.DOUBLE_QUOTED) {
        escape();
      } else if (c == '\'' && scalar.style() == YamlScalar.Style.SINGLE_QUOTED) {
        take(1, 2);
      } else {
        take(1, 1);
      }
    }
  }

  /** A run of white space: folded into one space or fewer breaks if it has a break, else itself. */
  private void blanks() {
    int runEnd = at;
    int breaks = 0;
    for (; runEnd < end && isBlank(file.charAt(runEnd)); runEnd++) {
      boolean crOfCrLf =
          file.charAt(runEnd) == '\r' && runEnd + 1 < end && file.charAt(runEnd + 1) == '\n';
      if (isBreak(file.charAt(runEnd)) && !crOfCrLf) {
        breaks++;
      }
    }
    if (breaks == 0) {
      while (at < runEnd) {
        take(1, 1);
      }
    } else {
      take(Math.max(1, breaks - 1), runEnd - at);
    }
  }

  private void escape() {
    char escaped = at + 1 < end ? file.charAt(at + 1) : ' ';
    switch (escaped) {
      case 'x' -> take(1, 4);
      case 'u' -> take(1, 6);
      case 'U' -> take(Character.charCount(value.codePointAt(done)), 10);
      case '\n', '\r' -> {
        at++;
        while (at < end && isBlank(file.charAt(at))) {
          at++;
        }
      }
      default -> take(1, 2);
    }
  }

  private void alignBlock() {
    while (at < end && !isBreak(file.charAt(at))) {
      at++; // the header: '|' or '>', indicators, a comment
    }
    skipBreak();
    while (done < value.length() && at < end) {
      char wanted = value.charAt(done);
      char c = file.charAt(at);
      if (wanted == c) {
        take(1, 1);
      } else if (isBreak(c) && isBlank(wanted)) {
        take(1, 0);
        skipBreak();
      } else {
        at++;
      }
    }
  }

  private void skipBreak() {
    if (at < end && file.charAt(at) == '\r' && at + 1 < end && file.charAt(at + 1) == '\n') {
      at++;
    }
    at = Math.min(end, at + 1);
  }

  /** Places this many characters of the value here, and goes on in the file. */
  private void take(int characters, int inFile) {
    for (int i = 0; i < characters && done < value.length(); i++) {
      offsets[done++] = at;
    }
    at = Math.min(end, at + inFile);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || isBreak(c);
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}
