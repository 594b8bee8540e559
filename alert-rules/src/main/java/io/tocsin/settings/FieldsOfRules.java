package io.tocsin.settings;

import io.tocsin.field.FieldCatalogue;

/** Finds the fields of ECS and of a team where its rules are. Asked only if a filter needs them. */
@FunctionalInterface
public interface FieldsOfRules {
  /**
   * The fields.
   *
   * @param rules as the settings say it: a directory or an {@code s3://} address
   */
  FieldCatalogue at(String rules);
}
