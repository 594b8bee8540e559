package io.tocsin.document;

import java.io.Serializable;

/**
 * A field, with all that is under it, that gets another name.
 *
 * @param from its dotted name as the source writes it
 * @param to its dotted name from then on
 */
public record Rename(String from, String to) implements Serializable {
  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException if one is empty
   */
  public Rename {
    if (FieldPath.of(from).isEmpty() || FieldPath.of(to).isEmpty()) {
      throw new IllegalArgumentException("rename: a field's name is empty");
    }
  }
}
