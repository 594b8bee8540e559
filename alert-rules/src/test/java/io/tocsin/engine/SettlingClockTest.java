package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * An engine that evaluates what was counted only where a slot closes or something is due settles
 * what one does that evaluates it at every step of the clock, down to logs that were too late. The
 * lines that show an alert are those of when it was first said, and may be others.
 *
 * <p>{@code -Dtocsin.oracle.cases=1000000} runs more cases, {@code -Dtocsin.oracle.seed=…} those of
 * a seed that a failure has named.
 */
class SettlingClockTest {
  private static final int CASES = Integer.getInteger("tocsin.oracle.cases", 20_000) / 5;
  private static final int CASES_A_RULE_SET = 20;

  private int alerts;
  private long tooLate;
  private int saved;

  @Test
  void whatSettlesDoesNotDependOnWhenItIsEvaluated() {
    Seeds seeds = new Seeds("tocsin.oracle.seed");
    seeds.take((CASES - 1) / CASES_A_RULE_SET + 1).forEach(this::checkRuleSet);

    // Cases in which nothing happens prove nothing.
    if (!seeds.isNamed()) {
      assertThat(alerts).isGreaterThan(CASES / 2);
      assertThat(tooLate).isPositive();
      assertThat(saved).as("what is taken back before it settles is not said").isPositive();
    }
  }

  private void checkRuleSet(long seed) {
    Random random = new Random(seed);
    RuleSet rules = RuleSet.compile(Scenario.randomRules(random));
    for (int logs = 0; logs < CASES_A_RULE_SET; logs++) {
      Scenario scenario = Scenario.random(rules, random);
      List<TestingLog> arriving =
          scenario.arriving(random, random.nextLong(2 * scenario.lateMillis()));
      Played eager = new Played(rules);
      Played settling = new Played(rules);
      long order = random.nextLong();
      eager.play(arriving, scenario, new Random(order), eager.engine::advanceTo);
      settling.play(arriving, scenario, new Random(order), settling.engine::settleTo);
      assertThat(settling.settled)
          .as("-Dtocsin.oracle.seed=%d%n%s%s", seed, scenario.yaml(), arriving)
          .isEqualTo(eager.settled);
      assertThat(settling.tooLate).as("seed %d", seed).isEqualTo(eager.tooLate);
      alerts += eager.settled.size();
      tooLate += eager.tooLate.values().stream().mapToLong(Long::longValue).sum();
      saved += eager.said - settling.said;
    }
  }

  private interface Clock {
    void moveTo(long readToMillis);
  }

  /** An engine, and what it has said. */
  private static final class Played implements EngineOutput {
    private final Engine engine;
    private final Map<String, SettledAlert> settled = new TreeMap<>();
    private final Map<String, Long> tooLate = new TreeMap<>();
    private int said;

    Played(RuleSet rules) {
      engine = new Engine(rules, this);
    }

    void play(List<TestingLog> arriving, Scenario scenario, Random random, Clock clock) {
      long newest = 0;
      for (TestingLog log : arriving) {
        engine.add(log.over(engine.fields()));
        if (random.nextInt(3) == 0) {
          // Some of what comes later will be late, and some too late.
          newest = Math.max(newest, log.timeMillis() - random.nextLong(scenario.lateMillis()));
          clock.moveTo(newest);
        }
      }
      clock.moveTo(scenario.until());
      engine.finish();
    }

    @Override
    public void say(AlertRecord record) {
      said++;
      if (record.transition() == Transition.SETTLED) {
        settled.put(record.alert().id(), SettledAlert.of(record.alert()));
      }
    }

    @Override
    public void tooLate(String rule, GroupKey key, long slotMillis, long logs) {
      tooLate.merge(rule + " " + key + " " + slotMillis, logs, Long::sum);
    }

    @Override
    public void overLimit(String rule, GroupKey key, long slotMillis, long logs) {
      throw new AssertionError("so many groups are not in any scenario: " + rule + " " + key);
    }
  }
}
