package io.tocsin.match;

import io.tocsin.field.Field;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.field.FieldType;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlValue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that clauses on one field name, where they ask for nothing but whole values: all
 * others are alike to them, however many there are.
 */
final class NamedValues {
  private NamedValues() {}

  /**
   * What clauses name.
   *
   * @param clauses all on this field
   * @return null if some clause asks for more than that a value is one, or is there
   */
  static @Nullable Set<String> of(String field, Collection<Kql> clauses, FieldCatalogue catalogue) {
    Field known = catalogue.find(field);
    if (known == null || known.type() != FieldType.KEYWORD) {
      return null;
    }
    Set<String> named = new LinkedHashSet<>();
    for (Kql clause : clauses) {
      if (clause instanceof Kql.Match match && !(match.value() instanceof KqlValue.Wildcard)) {
        named.add(match.value().wholeText());
      } else if (!(clause instanceof Kql.Exists)) {
        return null;
      }
    }
    return named;
  }
}
