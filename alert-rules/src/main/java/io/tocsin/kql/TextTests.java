package io.tocsin.kql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Values as a text field indexes them: by their terms.
 *
 * @param terms cuts values into terms; shared by tests that never run at once
 */
record TextTests(TermCursor terms) {
  private static final Pattern SPACES = Pattern.compile("[ \\t\\n\\r\\u3000]+");

  /** Any of the text's terms. */
  ValueTest anyTerm(String text) {
    return anyOf(bytes(TermCursor.of(text)), List.of());
  }

  private ValueTest anyOf(byte[][] wanted, List<Glob> globs) {
    if (wanted.length == 0 && globs.isEmpty()) {
      return ValueTest.never();
    }
    Glob[] patterns = globs.toArray(Glob[]::new);
    return (document, field, index) -> {
      terms.reset(document.text(field, index));
      while (terms.next()) {
        if (isOneOf(wanted) || fitsOneOf(patterns)) {
          return true;
        }
      }
      return false;
    };
  }

  private boolean isOneOf(byte[][] wanted) {
    for (byte[] term : wanted) {
      if (terms.is(term)) {
        return true;
      }
    }
    return false;
  }

  private boolean fitsOneOf(Glob[] patterns) {
    for (Glob pattern : patterns) {
      if (terms.fits(pattern)) {
        return true;
      }
    }
    return false;
  }

  /** All of the text's terms, one after the other; by Knuth, Morris and Pratt's algorithm. */
  ValueTest phrase(String text) {
    List<String> phrase = TermCursor.of(text);
    if (phrase.size() < 2) {
      return anyTerm(text);
    }
    byte[][] wanted = bytes(phrase);
    int[] resume = resume(phrase);
    return (document, field, index) -> {
      terms.reset(document.text(field, index));
      int matched = 0;
      while (terms.next()) {
        while (matched > 0 && !terms.is(wanted[matched])) {
          matched = resume[matched - 1];
        }
        if (terms.is(wanted[matched]) && ++matched == wanted.length) {
          return true;
        }
      }
      return false;
    };
  }

  /** For each prefix of the phrase, the length of its longest proper prefix that also ends it. */
  private static int[] resume(List<String> phrase) {
    int[] resume = new int[phrase.size()];
    int matched = 0;
    for (int i = 1; i < phrase.size(); i++) {
      while (matched > 0 && !phrase.get(i).equals(phrase.get(matched))) {
        matched = resume[matched - 1];
      }
      if (phrase.get(i).equals(phrase.get(matched))) {
        matched++;
      }
      resume[i] = matched;
    }
    return resume;
  }

  /**
   * Any of the words of a wildcard, which Elasticsearch takes apart at spaces: those with a star
   * fit a term, those without are cut into terms.
   */
  ValueTest fitting(KqlValue.Wildcard wildcard) {
    List<Glob> globs = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (List<String> word : words(wildcard)) {
      if (word.size() == 1) {
        plain.addAll(TermCursor.of(word.get(0)));
      } else if (word.stream().allMatch(String::isEmpty)) {
        return ValueTest.always();
      } else {
        globs.add(new Glob(word.stream().map(TextTests::lowerCase).toList()));
      }
    }
    return anyOf(bytes(plain), globs);
  }

  /** The words of a wildcard, each as its pieces around stars. */
  static List<List<String>> words(KqlValue.Wildcard wildcard) {
    List<List<String>> words = new ArrayList<>();
    List<String> word = new ArrayList<>();
    String open = "";
    for (int i = 0; i < wildcard.pieces().size(); i++) {
      if (i > 0) {
        word.add(open);
        open = "";
      }
      String[] parts = SPACES.split(wildcard.pieces().get(i), -1);
      open = parts[0];
      for (int p = 1; p < parts.length; p++) {
        word.add(open);
        close(word, words);
        word = new ArrayList<>();
        open = parts[p];
      }
    }
    word.add(open);
    close(word, words);
    return words;
  }

  private static void close(List<String> word, List<List<String>> words) {
    if (word.size() > 1 || !word.get(0).isEmpty()) {
      words.add(List.copyOf(word));
    }
  }

  /** A term of the value on one side of the bound; the bound is taken as it is, not in terms. */
  ValueTest comparedWith(Comparison comparison, String text) {
    byte[] bound = text.getBytes(StandardCharsets.UTF_8);
    return (document, field, index) -> {
      terms.reset(document.text(field, index));
      while (terms.next()) {
        if (comparison.holds(terms.compareTo(bound))) {
          return true;
        }
      }
      return false;
    };
  }

  static String lowerCase(String text) {
    // Character by character, as the analyser does: no word-final sigma.
    StringBuilder out = new StringBuilder();
    text.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static byte[][] bytes(List<String> terms) {
    return terms.stream().map(term -> term.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }
}
