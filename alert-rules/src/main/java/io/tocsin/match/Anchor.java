package io.tocsin.match;

import io.tocsin.kql.Requirement;
import java.util.List;

/**
 * What one filter is found by: a log that has none of the alternatives is not selected.
 *
 * @param alternatives none if the filter must be asked of every log
 * @param covered the operands of the filter, by their places, that hold for every log that has one
 *     of the alternatives, and need not be asked
 */
record Anchor(List<Alternative> alternatives, List<Integer> covered) {

  /** One of the things that a filter can be found by. */
  sealed interface Alternative {}

  /**
   * These values in these fields.
   *
   * @param values in the order of their fields' names, one a field
   */
  record Values(List<Requirement.Equal> values) implements Alternative {
    List<String> fields() {
      return values.stream().map(Requirement.Equal::field).toList();
    }
  }

  /** Text within a field. */
  record Piece(Requirement.Contains contains) implements Alternative {}

  /** A number. */
  record Number(Requirement.Within within) implements Alternative {}

  /** Any value. */
  record Value(String field) implements Alternative {}
}
