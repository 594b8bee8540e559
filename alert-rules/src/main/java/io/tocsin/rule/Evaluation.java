package io.tocsin.rule;

import io.tocsin.condition.Truth;

/**
 * What a rule says of one group in one slot.
 *
 * @param holds whether {@code when} holds, any level of it
 * @param level the place of the highest level that holds, from 0; 0 for a rule without levels
 * @param over whether a firing alert is over: {@code when} does not hold and {@code resolve_when},
 *     if there is one, does
 * @param value the rule's value as counted; NaN if there is none
 * @param readings left and right side of each comparison of the level, as counted, in order: {@code
 *     left, right, left, right …}; NaN where there is no value
 */
public record Evaluation(Truth holds, int level, Truth over, double value, double[] readings) {

  /** Nothing can be said. */
  public static final Evaluation UNDECIDED =
      new Evaluation(Truth.UNDECIDED, 0, Truth.UNDECIDED, Double.NaN, new double[0]);
}
