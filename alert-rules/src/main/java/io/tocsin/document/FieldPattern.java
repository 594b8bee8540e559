package io.tocsin.document;

import io.tocsin.field.WildcardName;

/**
 * A field's name in which {@code *} stands for any characters, dots too.
 *
 * @param ordinal the number of the field in its index
 */
record FieldPattern(String pattern, int ordinal) {

  /** Whether the name fits. */
  boolean matches(String name) {
    return WildcardName.matches(pattern, name);
  }
}
