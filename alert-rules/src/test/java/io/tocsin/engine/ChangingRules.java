package io.tocsin.engine;

import io.tocsin.rule.RuleBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A few random rules of which, again and again, some are added, changed, deleted or restored. */
final class ChangingRules {
  private static final int NAMES = 4;

  private final Random random;
  private final Map<String, String> now = new TreeMap<>();
  private final List<Map<String, String>> before = new ArrayList<>();

  ChangingRules(Random random) {
    this.random = random;
    for (int i = random.nextInt(NAMES); i >= 0; i--) {
      put(i);
    }
  }

  private void put(int number) {
    // One that asks for silence stays so: it knows its groups by other logs than one that does not.
    String name = "rule-" + number;
    now.put(
        name,
        number == 0 ? Scenario.silenceRule(random, name) : Scenario.countingRule(random, name));
  }

  /** The rules as they are now. */
  RuleBundle bundle() {
    String yaml = "rules:\n" + String.join("", now.values());
    return new RuleBundle(
        List.of(new RuleBundle.File("rules.yaml", now.isEmpty() ? "rules: []\n" : yaml)));
  }

  /** The rules after a change. */
  RuleBundle change() {
    before.add(new TreeMap<>(now));
    switch (random.nextInt(4)) {
      case 0 -> now.remove("rule-" + random.nextInt(NAMES));
      case 1 -> {
        Map<String, String> old = before.get(random.nextInt(before.size()));
        now.clear();
        now.putAll(old);
      }
      case 2 -> now.replaceAll((name, rule) -> otherThreshold(rule));
      default -> put(random.nextInt(NAMES));
    }
    return bundle();
  }

  /** The same is counted, and compared with another number, for another time. */
  private String otherThreshold(String rule) {
    String other =
        rule.replaceAll("(?m)when: count\\(\\) > \\d+$", "when: count() > " + random.nextInt(6));
    return random.nextBoolean()
        ? other.replaceAll("(?m)^    (for|keep_firing_for|no_data_for): .*\n", "")
        : other;
  }
}
