package io.tocsin.kql;

import io.tocsin.diagnostic.Span;
import java.util.List;

/**
 * A name or a value as it stands in the text, unescaped.
 *
 * @param pieces the text around the stars; one piece if there is none
 * @param quoted whether it stood in quotes
 */
record Literal(List<String> pieces, boolean quoted, Span span) {

  boolean isWildcard() {
    return pieces.size() > 1;
  }

  boolean isLoneStar() {
    return isWildcard() && pieces.stream().allMatch(String::isEmpty);
  }

  /** The text, with a star where one stood. */
  String text() {
    return String.join("*", pieces);
  }

  boolean isNull() {
    return !quoted && text().equals("null");
  }

  boolean isBool() {
    return !quoted && (text().equals("true") || text().equals("false"));
  }

  KqlValue value() {
    if (quoted) {
      return new KqlValue.Phrase(text());
    }
    if (isWildcard()) {
      return new KqlValue.Wildcard(pieces);
    }
    return isBool() ? new KqlValue.Bool(text().equals("true")) : new KqlValue.Words(text());
  }
}
