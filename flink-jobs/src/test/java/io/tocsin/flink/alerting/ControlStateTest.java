package io.tocsin.flink.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.engine.RuleTimeline;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlStateTest {
  private static final long MINUTE = 60_000;
  private static final long NOON = 1_795_176_000_000L;

  private OperatorStateBackend backend;

  @BeforeEach
  void open() throws Exception {
    backend =
        new DefaultOperatorStateBackendBuilder(
                getClass().getClassLoader(),
                new ExecutionConfig(),
                false,
                List.of(),
                new CloseableRegistry())
            .build();
  }

  @AfterEach
  void close() {
    backend.dispose();
  }

  private static Control.Rules rules(int bound, long number, long from) {
    String text = "rules: [{name: busy, over: 5m, late: 3m, when: count() > " + bound + "}]";
    RuleBundle bundle = new RuleBundle(List.of(new RuleBundle.File("rules.yaml", text)));
    return new Control.Rules(bundle, number, from, RuleTimeline.FROM_THE_BEGINNING);
  }

  private static Control.Seen seen(long atMillis) {
    return new Control.Seen(0, atMillis, Map.of(), 0);
  }

  private static List<String> bounds(ControlState state) {
    return state.timeline().sets().stream().map(ControlStateTest::bound).toList();
  }

  private static String bound(RuleSet rules) {
    return rules.rules().iterator().next().logic().canonical();
  }

  /** Each group is asked for the rules of both sets as long as there are two. */
  @Test
  void rulesAreForgottenOnceTheirLastSlotHasSettled() throws Exception {
    ControlState state = new ControlState(backend);
    state.hear(rules(10, 1, RuleTimeline.FROM_THE_BEGINNING), NOON, NOON);
    state.hear(rules(20, 2, NOON + MINUTE), NOON, NOON);
    assertThat(bounds(state)).hasSize(2);

    state.hear(seen(NOON), NOON + 4 * MINUTE, NOON);
    assertThat(bounds(state)).hasSize(2);
    state.hear(seen(NOON), NOON + 7 * MINUTE, NOON);

    assertThat(bounds(state)).singleElement().asString().contains("20");
    assertThat(bounds(new ControlState(backend))).isEqualTo(bounds(state));
  }
}
