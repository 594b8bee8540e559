package io.tocsin.tool;

import io.tocsin.alert.Alert;
import io.tocsin.tool.RuleTest.State;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule stands for a group.
 *
 * @param alert null for {@link State#NONE} and {@link State#PENDING}
 */
record Actual(State state, @Nullable Alert alert) {
  static final Actual NOTHING = new Actual(State.NONE, null);
}
