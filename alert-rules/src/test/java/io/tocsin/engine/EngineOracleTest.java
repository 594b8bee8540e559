package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Transition;
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
  private static final int CASES = Integer.getInteger("tocsin.oracle.cases", 2_000);

  @Test
  void settledAlertsAreThoseOfTheBatch() {
    Long only = Long.getLong("tocsin.oracle.seed");
    long seed = only == null ? System.nanoTime() : only;
    int cases = only == null ? CASES : 1;
    Map<Transition, Long> transitions = new EnumMap<>(Transition.class);
    int alerts = 0;
    for (int i = 0; i < cases; i++) {
      alerts += check(seed + i, transitions);
    }

    // Cases in which nothing happens prove nothing.
    if (only == null && cases >= 1_000) {
      assertThat(alerts).isGreaterThan(cases / 2);
      assertThat(transitions).containsOnlyKeys(Transition.values());
    }
  }

  private static int check(long seed, Map<Transition, Long> transitions) {
    Random random = new Random(seed);
    Scenario scenario = Scenario.random(random);
    TestingCluster cluster = new TestingCluster(scenario.rules(), 1 + random.nextInt(3), random);
    play(scenario, cluster, random);
    List<SettledAlert> expected =
        new BatchOracle(scenario.rules(), scenario.logs(), scenario.until()).alerts();

    assertThat(cluster.tooLate()).as("logs too late, seed %d", seed).isZero();
    assertThat(cluster.alerts())
        .as("-Dtocsin.oracle.seed=%d%n%s%s", seed, scenario.yaml(), scenario.logs())
        .isEqualTo(expected);
    cluster.transitions().forEach((kind, count) -> transitions.merge(kind, count, Long::sum));
    return expected.size();
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
