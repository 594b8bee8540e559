package io.tocsin.kql;

import io.tocsin.document.Utf8;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The terms of a text as Elasticsearch's {@code standard} analyser gives them: words by Unicode's
 * text segmentation, in lower case.
 *
 * <p>ASCII text is cut in place by the part of those rules that concerns it; other text, and words
 * too long for one term, go through Lucene. Both give the same, which a test holds them to. A
 * cursor is reused for one text after the other and is not thread-safe.
 *
 * @see <a href="https://unicode.org/reports/tr29/">UAX #29</a>, rules WB5 to WB13b
 */
final class TermCursor {
  /** What the analyser makes of longer words is Lucene's business. */
  private static final int MAX_TERM = StandardAnalyzer.DEFAULT_MAX_TOKEN_LENGTH;

  /** Safe for threads, which get a stream each, and too dear to make for each filter. */
  private static final StandardAnalyzer ANALYZER = new StandardAnalyzer(CharArraySet.EMPTY_SET);

  private static final byte OTHER = 0;
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;
  private static final byte EXTEND = 3;
  private static final byte MID_LETTER = 4;
  private static final byte MID_NUMBER = 5;
  private static final byte MID_BOTH = 6;
  private static final byte[] CLASS = classes();

  private final Utf8 text = new Utf8();
  private final List<byte[]> analysed = new ArrayList<>();
  private boolean inPlace;
  private int next;

  private byte[] bytes = new byte[0];
  private int start;
  private int end;

  /** The terms of a text, as strings. */
  static List<String> of(String text) {
    TermCursor cursor = new TermCursor();
    cursor.reset(Utf8.of(text));
    List<String> terms = new ArrayList<>();
    while (cursor.next()) {
      terms.add(cursor.term());
    }
    return terms;
  }

  /** Begins with another text, which must stay as it is until its last term was read. */
  void reset(Utf8 value) {
    text.set(value.bytes(), value.offset(), value.length());
    next = 0;
    inPlace = isPlain();
    if (inPlace) {
      bytes = text.bytes();
    } else {
      analyse();
    }
  }

  /** Moves to the next term; false behind the last. */
  boolean next() {
    return inPlace ? nextInPlace() : nextAnalysed();
  }

  /** Whether the current term is this one, given in lower case. */
  boolean is(byte[] lowerCase) {
    if (end - start != lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      if (lower(bytes[start + i]) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether the current term fits a pattern, given in lower case. */
  boolean fits(Glob lowerCase) {
    return lowerCase.matches(bytes, start, end, true);
  }

  /** The sign of comparing the current term with another, byte by byte. */
  int compareTo(byte[] other) {
    int common = Math.min(end - start, other.length);
    for (int i = 0; i < common; i++) {
      int sign = (lower(bytes[start + i]) & 0xFF) - (other[i] & 0xFF);
      if (sign != 0) {
        return sign;
      }
    }
    return end - start - other.length;
  }

  /** The current term as a string. */
  String term() {
    byte[] term = new byte[end - start];
    for (int i = 0; i < term.length; i++) {
      term[i] = lower(bytes[start + i]);
    }
    return new String(term, StandardCharsets.UTF_8);
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }

  /** Whether the text is ASCII and has no run of word characters longer than a term may be. */
  private boolean isPlain() {
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      byte b = text.at(i);
      if (b < 0) {
        return false;
      }
      run = CLASS[b] == OTHER ? 0 : run + 1;
      if (run > MAX_TERM) {
        return false;
      }
    }
    return true;
  }

  private boolean nextInPlace() {
    int i = next;
    int length = text.length();
    while (i < length) {
      if (!startsTerm(i)) {
        i++;
        continue;
      }
      int from = i;
      boolean word = false;
      int last = CLASS[text.at(i)];
      while (true) {
        word |= last != EXTEND;
        int joined = joined(i, last);
        if (joined < 0) {
          break;
        }
        i = joined;
        last = CLASS[text.at(i)];
      }
      i++;
      if (word) {
        start = text.offset() + from;
        end = text.offset() + i;
        next = i;
        return true;
      }
    }
    next = length;
    return false;
  }

  private boolean startsTerm(int i) {
    byte c = CLASS[text.at(i)];
    return c == LETTER || c == DIGIT || c == EXTEND;
  }

  /** The next character that belongs to the same term, or -1. */
  private int joined(int i, int last) {
    if (i + 1 >= text.length()) {
      return -1;
    }
    byte following = CLASS[text.at(i + 1)];
    if (following == LETTER || following == DIGIT || following == EXTEND) {
      return i + 1;
    }
    boolean bridge =
        last == LETTER && (following == MID_LETTER || following == MID_BOTH)
            || last == DIGIT && (following == MID_NUMBER || following == MID_BOTH);
    return bridge && i + 2 < text.length() && CLASS[text.at(i + 2)] == last ? i + 2 : -1;
  }

  private boolean nextAnalysed() {
    if (next == analysed.size()) {
      return false;
    }
    bytes = analysed.get(next++);
    start = 0;
    end = bytes.length;
    return true;
  }

  private void analyse() {
    analysed.clear();
    try (TokenStream stream = ANALYZER.tokenStream("", new StringReader(text.toString()))) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        analysed.add(term.toString().getBytes(StandardCharsets.UTF_8));
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (char c = 'a'; c <= 'z'; c++) {
      classes[c] = LETTER;
      classes[Character.toUpperCase(c)] = LETTER;
    }
    for (char c = '0'; c <= '9'; c++) {
      classes[c] = DIGIT;
    }
    classes['_'] = EXTEND;
    classes[':'] = MID_LETTER;
    classes[','] = MID_NUMBER;
    classes[';'] = MID_NUMBER;
    classes['.'] = MID_BOTH;
    classes['\''] = MID_BOTH;
    return classes;
  }
}
