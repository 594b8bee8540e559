package io.tocsin.kql;

import java.util.ArrayList;
import java.util.List;

/** What a clause asks a field for. */
public sealed interface KqlValue {

  /**
   * The value as a field holds it that is taken whole.
   *
   * @throws IllegalStateException if it has stars, and so stands for many
   */
  default String wholeText() {
    if (this instanceof Bool bool) {
      return String.valueOf(bool.value());
    }
    if (this instanceof Phrase phrase) {
      return phrase.text();
    }
    if (this instanceof Words words) {
      return words.text();
    }
    throw new IllegalStateException("stands for many values: " + this);
  }

  /**
   * Text without quotes, several words being one value: on a text field any of its terms, on
   * another the whole.
   *
   * @param text unescaped, without space around it, and not one of {@code true}, {@code false},
   *     {@code null}
   */
  record Words(String text) implements KqlValue {}

  /**
   * Text in quotes: on a text field its terms one after the other, on another the whole.
   *
   * @param text unescaped; a {@code *} in it is a star
   */
  record Phrase(String text) implements KqlValue {}

  /**
   * Text with stars, each of which stands for any characters or none.
   *
   * @param pieces the text around the stars, unescaped: one piece more than there are stars, of
   *     which the first and the last may be empty
   */
  record Wildcard(List<String> pieces) implements KqlValue {

    /** Takes several stars in a row as one. */
    public Wildcard {
      List<String> kept = new ArrayList<>();
      for (int i = 0; i < pieces.size(); i++) {
        boolean edge = i == 0 || i == pieces.size() - 1;
        if (edge || !pieces.get(i).isEmpty()) {
          kept.add(pieces.get(i));
        }
      }
      if (kept.size() < 2) {
        throw new IllegalArgumentException("a wildcard without a star");
      }
      pieces = List.copyOf(kept);
    }

    /** Whether it is nothing but a star. */
    public boolean isLoneStar() {
      return pieces.size() == 2 && pieces.get(0).isEmpty() && pieces.get(1).isEmpty();
    }

    /** How many stars it has. */
    public int stars() {
      return pieces.size() - 1;
    }
  }

  /** {@code true} or {@code false} without quotes. */
  record Bool(boolean value) implements KqlValue {}
}
