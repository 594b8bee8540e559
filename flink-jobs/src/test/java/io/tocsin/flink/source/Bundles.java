package io.tocsin.flink.source;

import io.tocsin.rule.RuleBundle;
import java.util.List;

/** Rule sets whose content does not matter, only that they differ. */
final class Bundles {
  static final RuleBundle A = of("a");
  static final RuleBundle B = of("b");
  static final RuleBundle C = of("c");

  private Bundles() {}

  static RuleBundle of(String text) {
    return new RuleBundle(List.of(new RuleBundle.File("rules.yaml", text)));
  }
}
