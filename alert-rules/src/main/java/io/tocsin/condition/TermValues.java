package io.tocsin.condition;

/** What a condition is evaluated over: the values of its rule's terms in one slot of one group. */
public interface TermValues {

  /**
   * The value of a term.
   *
   * @param term its place in the rule's list of terms
   */
  Range value(int term);

  /**
   * The group's value of a field that the rule names in {@code by}, for tables by group.
   *
   * @throws IllegalArgumentException if the rule does not group by the field
   */
  String groupValue(String field);
}
