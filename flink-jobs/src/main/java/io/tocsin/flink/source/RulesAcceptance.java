package io.tocsin.flink.source;

import io.tocsin.rule.RuleBundle;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Decides what of the rule files that were read comes into force. */
@FunctionalInterface
public interface RulesAcceptance extends Serializable {

  /**
   * The rule set to have: of a file with an error, its last good version.
   *
   * @param inForce null at the first start
   */
  RuleBundle accept(@Nullable RuleBundle inForce, RuleBundle read);
}
