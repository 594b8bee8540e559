package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Transition;
import io.tocsin.rule.RuleSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * For any order of arrival within {@code late}, any number of readers and any restart, the settled
 * alerts are those of a batch evaluation of all logs.
 *
 * <p>{@code -Dtocsin.oracle.cases=1000000} runs more cases, {@code -Dtocsin.oracle.seed=…} those of
 * a seed that a failure has named.
 */
class EngineOracleTest {
  private static final int CASES = Integer.getInteger("tocsin.oracle.cases", 20_000);

  /** Compiling rules takes longer than evaluating them, so each set gets several. */
  private static final int LOGS_A_RULE_SET = 10;

  private static final int ARRIVALS_OF_LOGS = 4;
  private static final int CASES_A_RULE_SET = LOGS_A_RULE_SET * ARRIVALS_OF_LOGS;

  @Test
  void settledAlertsAreThoseOfTheBatch() {
    Seeds seeds = new Seeds("tocsin.oracle.seed");
    Map<Transition, Long> transitions = new EnumMap<>(Transition.class);
    int alerts =
        seeds
            .take((CASES - 1) / CASES_A_RULE_SET + 1)
            .mapToInt(seed -> checkRuleSet(seed, transitions))
            .sum();

    // Cases in which nothing happens prove nothing.
    if (!seeds.isNamed() && CASES >= 1_000) {
      assertThat(alerts).isGreaterThan(CASES / 2);
      assertThat(transitions).containsOnlyKeys(Transition.values());
    }
  }

  private static int checkRuleSet(long seed, Map<Transition, Long> transitions) {
    Random random = new Random(seed);
    RuleSet rules = RuleSet.compile(Scenario.randomRules(random));
    int alerts = 0;
    for (int logs = 0; logs < LOGS_A_RULE_SET; logs++) {
      Scenario scenario = Scenario.random(rules, random);
      List<SettledAlert> expected =
          new BatchOracle(rules, scenario.logs(), scenario.until()).alerts();
      for (int arrival = 0; arrival < ARRIVALS_OF_LOGS; arrival++) {
        TestingCluster cluster = new TestingCluster(rules, 1 + random.nextInt(3), random);
        play(scenario, cluster, random);
        assertThat(cluster.tooLate()).as("logs too late, seed %d", seed).isZero();
        assertThat(cluster.alerts())
            .as("-Dtocsin.oracle.seed=%d%n%s%s", seed, scenario.yaml(), scenario.logs())
            .isEqualTo(expected);
        assertThat(cluster.settledAgain()).as("settled twice, seed %d", seed).isZero();
        cluster.transitions().forEach((kind, count) -> transitions.merge(kind, count, Long::sum));
        alerts += expected.size();
      }
    }
    return alerts;
  }

  private static void play(Scenario scenario, TestingCluster cluster, Random random) {
    long disorder = random.nextInt(4) == 0 ? 0 : random.nextLong(scenario.lateMillis());
    List<TestingLog> arriving = scenario.arriving(random, disorder);
    int restartAt = random.nextInt(2 * arriving.size());
    for (int i = 0; i < arriving.size(); i++) {
      cluster.add(arriving.get(i));
      if (i == restartAt) {
        cluster.restart();
      }
      switch (random.nextInt(4)) {
        case 0 -> cluster.flush();
        case 1 -> cluster.advanceTo(clock(arriving, i + 1, scenario, random));
        default -> {}
      }
    }
    cluster.finish(scenario.until());
  }

  /** As far as the clock may go so that what is still to come is not too late. */
  private static long clock(List<TestingLog> arriving, int next, Scenario scenario, Random random) {
    long earliest =
        arriving.subList(next, arriving.size()).stream()
            .mapToLong(TestingLog::timeMillis)
            .min()
            .orElse(scenario.until() - scenario.lateMillis());
    return Math.min(scenario.until(), earliest + random.nextLong(scenario.lateMillis() + 1));
  }
}
