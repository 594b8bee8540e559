package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.document.FieldIndex;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleTimelineTest {
  private static final long MINUTE = 60_000;
  private static final RuleSet RULES =
      RuleSet.compile(
          new RuleBundle(
              List.of(
                  new RuleBundle.File(
                      "rules.yaml",
                      "rules: [{name: any, over: 1m, late: 1m, when: count() > 0}]"))));

  /** Its rules are forgotten, but not that it was there. */
  @Test
  void aLogOfASlotWhoseRulesAreForgottenIsTooLate() {
    TestingCluster cluster = new TestingCluster(RULES, 1, new Random(1));
    cluster.add(log(Scenario.START));
    cluster.advanceTo(Scenario.START + MINUTE);
    cluster.put(Scenario.START + 2 * MINUTE, RULES);
    cluster.advanceTo(Scenario.START + 20 * MINUTE);
    cluster.forgetOldRules();
    cluster.add(log(Scenario.START));
    cluster.flush();

    assertThat(cluster.tooLate()).isEqualTo(1);
  }

  @Test
  void noLogComesBeforeThereAreRules() {
    LocalSlots slots = new LocalSlots();
    assertThatThrownBy(() -> slots.add(log(Scenario.START).over(FieldIndex.builder().build())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("before there were rules");
  }

  private static TestingLog log(long at) {
    return new TestingLog(at, Map.of("host.name", "web-1"));
  }
}
