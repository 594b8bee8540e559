package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupLimitsTest {
  private static final long START = 1_760_000_040_000L / 60_000 * 60_000;
  private static final RuleSet RULES =
      RuleSet.compile(
          new RuleBundle(
              List.of(
                  new RuleBundle.File(
                      "rules.yaml",
                      """
                      rules:
                        - name: limited
                          by: [host.name]
                          expect: [known]
                          over: 1m
                          late: 1m
                          forget_after: 24h
                          when: count() > 1
                          limits: {groups: 1000}
                      """))));

  private final Said said = new Said();
  private final Engine engine = new Engine(RULES, said);

  @Test
  void letsNoOneWaitBelowTheLimit() {
    for (int host = 0; host < 1_000; host++) {
      log("host-" + host, START);
    }
    engine.flush();
    assertThat(said.overLimit).isEmpty();
  }

  @Test
  void leavesOutWhatIsBeyondAndClearsNothing() {
    twice("host-0", START);
    engine.flush();
    for (int host = 1; host < 20_000; host++) {
      twice("host-" + host, START);
    }
    twice("known", START);
    engine.flush();

    assertThat(said.fired).hasSizeBetween(1_000, 3_000).contains("host-0", "known");
    assertThat(said.fired.size() + said.overLimit.size()).isEqualTo(20_001);
    assertThat(said.logsOverLimit).isEqualTo(2L * said.overLimit.size());

    Set<String> before = Set.copyOf(said.fired);
    engine.advanceTo(START + 30_000);
    assertThat(said.fired).isEqualTo(before);
    assertThat(said.ended).isZero();
  }

  @Test
  void makesRoomWhenGroupsAreForgotten() {
    for (int host = 0; host < 20_000; host++) {
      log("host-" + host, START);
    }
    engine.flush();
    String leftOut = said.overLimit.iterator().next();

    // Nobody is forgotten before his time, and the clock goes minute by minute.
    long later = START + 25 * 3_600_000L;
    engine.advanceTo(later);
    twice(leftOut, later);
    engine.flush();
    assertThat(said.fired).containsExactly(leftOut);
  }

  private void twice(String host, long millis) {
    log(host, millis);
    log(host, millis);
  }

  private void log(String host, long millis) {
    engine.add(
        new TestingLog(millis, Map.of("host.name", host, "message", "m")).over(engine.fields()));
  }

  private static final class Said implements EngineOutput {
    private final Set<String> fired = new HashSet<>();
    private final Set<String> overLimit = new HashSet<>();
    private long logsOverLimit;
    private long ended;

    @Override
    public void say(AlertRecord record) {
      if (record.transition() == Transition.FIRED) {
        fired.add(record.alert().group().values().iterator().next());
      } else if (record.transition() == Transition.ENDED) {
        ended++;
      }
    }

    @Override
    public void tooLate(String rule, GroupKey key, long slotMillis, long logs) {
      throw new AssertionError("nothing is late here");
    }

    @Override
    public void overLimit(String rule, GroupKey key, long slotMillis, long logs) {
      overLimit.add(key.values().get(0));
      logsOverLimit += logs;
    }
  }
}
