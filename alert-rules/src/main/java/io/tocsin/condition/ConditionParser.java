package io.tocsin.condition;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conditions and numbers of one rule. All of them share the rule's terms, so that what
 * two of them ask is asked once.
 */
public final class ConditionParser {
  private final ConditionScope scope;
  private final Terms terms;
  private final Diagnostics diagnostics;

  /**
   * A parser for one rule.
   *
   * @param terms takes the terms that the conditions read
   */
  public ConditionParser(ConditionScope scope, Terms terms, Diagnostics diagnostics) {
    this.scope = scope;
    this.terms = terms;
    this.diagnostics = diagnostics;
  }

  /** A condition, such as the value of {@code when}; null if it has errors, which are reported. */
  public @Nullable Condition condition(Fragment text) {
    return check(terms).condition(text);
  }

  /** A number, such as that of {@code value}; null if it has errors, which are reported. */
  public @Nullable Expression number(Fragment text) {
    return check(terms).number(text);
  }

  /** Reports what is wrong with the names that the rule defines, used or not. */
  public void checkDefinitions() {
    for (Definition definition : scope.definitions().let().values()) {
      if (definition instanceof Definition.Macro macro) {
        check(new Terms()).either(macro.text());
      }
    }
  }

  private ConditionCheck check(Terms into) {
    return new ConditionCheck(scope, into, diagnostics);
  }
}
