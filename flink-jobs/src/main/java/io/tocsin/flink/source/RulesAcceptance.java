package io.tocsin.flink.source;

import io.tocsin.rule.RuleBundle;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what of the rule files that were read comes into force. */
@FunctionalInterface
public interface RulesAcceptance extends Serializable {

  /**
   * The rule set to have: of a file with an error, its last good version; and which files those
   * are.
   *
   * @param inForce null at the first start
   */
  Wanted accept(@Nullable RuleBundle inForce, RuleBundle read);

  /**
   * What is to come into force, and what is not.
   *
   * @param refusals empty if there is nothing wrong
   * @param unsettledMillis how late a log may be and still be counted by one of the rules
   */
  record Wanted(RuleBundle bundle, List<Refusal> refusals, long unsettledMillis) {}
}
