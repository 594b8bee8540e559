package io.tocsin.flink.source;

import io.tocsin.rule.RuleBundle;
import java.io.IOException;
import java.io.Serializable;

/** Where rule files are read from. */
@FunctionalInterface
public interface RulesInput extends Serializable {

  /**
   * Reads all files. Nothing there is an empty bundle, not a failure.
   *
   * @throws IOException if it cannot be said what is there
   */
  RuleBundle read() throws IOException;
}
