package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.EndReason;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.SlotWidth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Rules are added, changed, deleted and brought back while logs come, and the settled alerts are
 * those of a batch evaluation that knows which rules were in force in which slot.
 *
 * <p>{@code -Dtocsin.timeline.cases=100000} runs more cases, {@code -Dtocsin.timeline.seed=…} the
 * one that a failure has named.
 */
class RuleTimelineOracleTest {
  private static final int CASES = Integer.getInteger("tocsin.timeline.cases", 1_000);
  private static final long MINUTE = 60_000;

  private final Map<EndReason, Integer> ends = new EnumMap<>(EndReason.class);
  private int alerts;

  @Test
  void settledAlertsAreThoseOfTheRulesOfTheirSlots() {
    Seeds seeds = new Seeds("tocsin.timeline.seed");
    seeds.take(CASES).forEach(this::check);

    // Cases in which nothing happens prove nothing.
    if (!seeds.isNamed() && CASES >= 1_000) {
      assertThat(alerts).isGreaterThan(CASES);
      assertThat(ends.getOrDefault(EndReason.RULE_CHANGED, 0)).isGreaterThan(CASES / 20);
      assertThat(ends.getOrDefault(EndReason.RULE_DELETED, 0)).isGreaterThan(CASES / 20);
    }
  }

  private void check(long seed) {
    Random random = new Random(seed);
    ChangingRules changing = new ChangingRules(random);
    RuleSet first = RuleSet.compile(changing.bundle());
    Scenario scenario = Scenario.random(first, random);
    NavigableMap<Long, RuleSet> sets = new TreeMap<>();
    sets.put(RuleTimeline.FROM_THE_BEGINNING, first);
    TestingCluster cluster = new TestingCluster(first, 1 + random.nextInt(3), random);
    play(scenario, cluster, changing, sets, random);

    List<SettledAlert> expected = new BatchOracle(sets, scenario.logs(), scenario.until()).alerts();
    assertThat(cluster.tooLate()).as("logs too late, seed %d", seed).isZero();
    assertThat(cluster.alerts())
        .as("-Dtocsin.timeline.seed=%d%n%s%n%s", seed, shown(sets), scenario.logs())
        .isEqualTo(expected);
    assertThat(cluster.settledAgain()).as("settled twice, seed %d", seed).isZero();
    alerts += expected.size();
    for (SettledAlert alert : expected) {
      if (alert.reason() != null) {
        ends.merge(alert.reason(), 1, Integer::sum);
      }
    }
  }

  private static void play(
      Scenario scenario,
      TestingCluster cluster,
      ChangingRules changing,
      NavigableMap<Long, RuleSet> sets,
      Random random) {
    List<TestingLog> arriving = scenario.arriving(random, random.nextLong(scenario.lateMillis()));
    long newest = Long.MIN_VALUE;
    for (int i = 0; i < arriving.size(); i++) {
      newest = Math.max(newest, arriving.get(i).timeMillis());
      cluster.add(arriving.get(i));
      switch (random.nextInt(8)) {
        case 0, 1 -> cluster.flush();
        case 2, 3 -> {
          long clock = clock(arriving, i + 1, scenario, random);
          newest = Math.max(newest, clock);
          cluster.advanceTo(clock);
        }
        case 4 -> {
          // The first slot that nobody has begun; the same as before if rules change twice in one.
          RuleSet next = RuleSet.compile(changing.change());
          long from = SlotWidth.MINUTE.slotOf(newest) + MINUTE;
          sets.put(from, next);
          cluster.put(from, next);
        }
        case 5 -> {
          if (random.nextBoolean()) {
            cluster.restart();
          } else {
            cluster.forgetOldRules();
          }
        }
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

  private static String shown(NavigableMap<Long, RuleSet> sets) {
    return sets.entrySet().stream()
        .map(set -> "# from " + set.getKey() + "\n" + text(set.getValue().bundle()))
        .collect(Collectors.joining());
  }

  private static String text(RuleBundle bundle) {
    return bundle.files().stream().map(RuleBundle.File::text).collect(Collectors.joining());
  }
}
