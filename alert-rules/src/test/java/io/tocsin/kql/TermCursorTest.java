package io.tocsin.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;

class TermCursorTest {
  private static final int[] ALPHABET =
      "aaabZ019__::..'',,;;-- \t/=\"@#*éßİ日ア가😀".codePoints().toArray();

  /** How many of the alphabet's first characters are ASCII. */
  private static final int ASCII = 30;

  @Test
  void cutsTextAsTheStandardAnalyserDoes() {
    assertThat(TermCursor.of("Read timeout: host=web-1.example.com took 1,000.5ms don't A_b 10:05"))
        .containsExactly(
            "read",
            "timeout",
            "host",
            "web",
            "1",
            "example.com",
            "took",
            "1,000.5ms",
            "don't",
            "a_b",
            "10",
            "05");
  }

  @Test
  void agreesWithLuceneOnAnyText() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      String text = text(random, i % 3 == 0 ? ALPHABET.length : ASCII);
      assertThat(TermCursor.of(text)).as("seed %d, '%s'", seed, text).isEqualTo(lucene(text));
    }
  }

  @Test
  void agreesWithLuceneOnLongWords() throws IOException {
    for (int length : List.of(254, 255, 256, 300, 511, 2_000)) {
      for (String unit : List.of("a", "ab.", "1", "_")) {
        String text = "x " + unit.repeat(length).substring(0, length) + " y";
        assertThat(TermCursor.of(text)).isEqualTo(lucene(text));
      }
    }
  }

  private static String text(Random random, int letters) {
    StringBuilder out = new StringBuilder();
    int length = random.nextInt(16);
    for (int i = 0; i < length; i++) {
      out.appendCodePoint(ALPHABET[random.nextInt(letters)]);
    }
    return out.toString();
  }

  private static List<String> lucene(String text) throws IOException {
    List<String> terms = new ArrayList<>();
    try (StandardAnalyzer analyzer = new StandardAnalyzer(CharArraySet.EMPTY_SET);
        TokenStream stream = analyzer.tokenStream("", new StringReader(text))) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(term.toString());
      }
      stream.end();
    }
    return terms;
  }
}
