package io.tocsin.condition;

import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.Quantity;
import io.tocsin.field.Unit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a name under {@code let} stands for. */
public sealed interface Definition {

  /** An expression or a condition, which takes the window of where it is used. */
  record Macro(Fragment text) implements Definition {}

  /**
   * A number by group.
   *
   * @param field one of the rule's {@code by}
   * @param numbers by the field's value
   * @param otherwise the number of other groups; null if they have none
   * @param unit of all numbers
   */
  record Table(String field, Map<String, Quantity> numbers, @Nullable Quantity otherwise, Unit unit)
      implements Definition {}
}
