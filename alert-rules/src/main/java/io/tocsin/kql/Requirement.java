package io.tocsin.kql;

import io.tocsin.field.FieldCatalogue;
import java.util.List;

/**
 * What a log must have for a filter to select it: necessary, and where {@link #isExact} says so,
 * enough. It is what filters are indexed by, so that a log need not be shown to every filter.
 */
public sealed interface Requirement {

  /** Nothing that can be looked up. */
  Requirement NONE = new Nothing();

  /** What the filter requires of logs whose fields have the catalogue's types. */
  static Requirement of(Kql filter, FieldCatalogue catalogue) {
    return new Requirements(catalogue).of(filter);
  }

  /** Whether every log that meets this is selected. */
  default boolean isExact() {
    return false;
  }

  /** Any log will do, as far as this can tell. */
  record Nothing() implements Requirement {}

  /**
   * All parts.
   *
   * @param parts at least two
   */
  record AllOf(List<Requirement> parts) implements Requirement {
    @Override
    public boolean isExact() {
      return parts.stream().allMatch(Requirement::isExact);
    }
  }

  /**
   * One of the parts.
   *
   * @param parts at least two
   */
  record AnyOf(List<Requirement> parts) implements Requirement {
    @Override
    public boolean isExact() {
      return parts.stream().allMatch(Requirement::isExact);
    }
  }

  /** A value of the field is this text, as the log spells it. */
  record Equal(String field, String text) implements Requirement {
    @Override
    public boolean isExact() {
      return true;
    }
  }

  /**
   * A value of the field has this text in it.
   *
   * @param text not empty; in lower case if {@code folded}
   * @param folded whether the value is taken in lower case, character by character
   * @param word whether there is no ASCII letter, digit or underscore directly before or behind it
   * @param before words of ASCII letters and digits, in lower case, that stand before it one behind
   *     the other, with no other letter or digit between them; empty if there may be any, or none
   */
  record Contains(String field, String text, boolean folded, boolean word, List<String> before)
      implements Requirement {}

  /**
   * A value of the field is a number from one to another, both included, or is no number.
   *
   * @param low at most {@code high}; may be infinite
   */
  record Within(String field, double low, double high) implements Requirement {}

  /** The field has a value. */
  record Present(String field) implements Requirement {}
}
