package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What the engine keeps in memory, so as not to look at rules of which nothing can come, changes
 * nothing: at every step it says what an engine says that looks at every rule every time.
 *
 * <p>{@code -Dtocsin.oracle.cases=1000000} runs more cases, {@code -Dtocsin.oracle.seed=…} those of
 * a seed that a failure has named.
 */
class WhatIsRememberedTest {
  private static final int CASES = Integer.getInteger("tocsin.oracle.cases", 20_000) / 5;
  private static final int CASES_A_RULE_SET = 20;

  @Test
  void noStepIsDifferentForIt() {
    Seeds seeds = new Seeds("tocsin.oracle.seed");
    int said =
        seeds
            .take((CASES - 1) / CASES_A_RULE_SET + 1)
            .mapToInt(WhatIsRememberedTest::checkRuleSet)
            .sum();

    // Cases in which nothing happens prove nothing.
    assertThat(said).isGreaterThan(seeds.isNamed() ? 0 : CASES / 2);
  }

  /**
   * Bounds that take hundreds of logs to reach, of rules that share what they count. Lines are not
   * the same: those were not kept that came while the rule slept.
   */
  @Test
  void noStepIsDifferentForItWithManyLogs() {
    checkManyLogs(false);
  }

  /** Then a rule shows as many lines as it would if it had never slept. */
  @Test
  void asManyLinesAreShownWhereLogsComeInOrder() {
    checkManyLogs(true);
  }

  private static void checkManyLogs(boolean inOrder) {
    Seeds seeds = new Seeds("tocsin.oracle.seed");
    int said = seeds.take(CASES / 40).mapToInt(seed -> checkManyLogs(inOrder, seed)).sum();

    assertThat(said).isGreaterThan(seeds.isNamed() ? 0 : CASES / 40);
  }

  private static int checkManyLogs(boolean inOrder, long seed) {
    Random random = new Random(seed);
    Scenario scenario = manyLogs(random);
    List<TestingLog> arriving =
        inOrder
            ? scenario.logs().stream()
                .sorted(Comparator.comparingLong(TestingLog::timeMillis))
                .toList()
            : late(scenario, random);
    return check(scenario, arriving, inOrder, random.nextLong(), seed);
  }

  private static Scenario manyLogs(Random random) {
    int few = 20 + random.nextInt(60);
    String yaml =
        """
        rules:
          - {name: many, over: 3m, late: 3m, when: count() > %d}
          - {name: most, over: 2m, late: 3m, when: count() > %d}
          - {name: by-host, by: [host.name], over: 1m, late: 3m, when: count() > %d}
          - {name: both, over: 2m, late: 3m, when: 'count(where log.level: ERROR) > %d and count() > %d'}
          - {name: sum, over: 2m, late: 3m, when: 'count(where log.level: ERROR) + 4 * count(where log.level: WARN) > %d'}
        """
            .formatted(3 * few, 4 * few, few, few / 2, 2 * few, 2 * few);
    RuleSet rules =
        RuleSet.compile(new RuleBundle(List.of(new RuleBundle.File("rules.yaml", yaml))));
    List<TestingLog> logs = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      logs.add(
          new TestingLog(
              Scenario.START + random.nextInt(6 * 60_000),
              Map.of(
                  "host.name",
                  random.nextBoolean() ? "web-1" : "web-2",
                  "log.level",
                  List.of("ERROR", "INFO", "WARN").get(random.nextInt(3)),
                  "message",
                  "line " + i)));
    }
    return new Scenario(rules, logs, 3 * 60_000, Scenario.START + 20 * 60_000);
  }

  private static int checkRuleSet(long seed) {
    Random random = new Random(seed);
    RuleSet rules = RuleSet.compile(Scenario.randomRules(random));
    int said = 0;
    for (int i = 0; i < CASES_A_RULE_SET; i++) {
      Scenario scenario = Scenario.random(rules, random);
      said += check(scenario, late(scenario, random), false, random.nextLong(), seed);
    }
    return said;
  }

  private static List<TestingLog> late(Scenario scenario, Random random) {
    return scenario.arriving(random, random.nextLong(2 * scenario.lateMillis()));
  }

  private static int check(
      Scenario scenario, List<TestingLog> arriving, boolean countingLines, long order, long seed) {
    Random random = new Random(order);
    TestingCluster remembering = new TestingCluster(scenario.rules(), 2, new Random(order));
    TestingCluster forgetting = new TestingCluster(scenario.rules(), 2, new Random(order));
    forgetting.remembersNothing();
    int said = 0;
    long clock = 0;
    for (TestingLog log : arriving) {
      remembering.add(log);
      forgetting.add(log);
      int step = random.nextInt(4);
      if (step == 0) {
        remembering.flush();
        forgetting.flush();
      } else if (step == 1) {
        // Some of what comes later will be late, and some too late.
        clock = Math.max(clock, log.timeMillis() - random.nextLong(scenario.lateMillis()));
        remembering.advanceTo(clock);
        forgetting.advanceTo(clock);
      }
      assertThat(inOrder(remembering.said(), said, countingLines))
          .as("-Dtocsin.oracle.seed=%d%n%s%s", seed, scenario.yaml(), arriving)
          .isEqualTo(inOrder(forgetting.said(), said, countingLines));
      said = remembering.said().size();
    }
    remembering.finish(scenario.until());
    forgetting.finish(scenario.until());
    assertThat(inOrder(remembering.said(), said, countingLines))
        .as("-Dtocsin.oracle.seed=%d%n%s%s", seed, scenario.yaml(), arriving)
        .isEqualTo(inOrder(forgetting.said(), said, countingLines));
    assertThat(remembering.tooLate()).isEqualTo(forgetting.tooLate());
    return said;
  }

  /** Rules are looked at in no particular order. */
  private static List<Said> inOrder(List<AlertRecord> said, int from, boolean countingLines) {
    return said.subList(from, said.size()).stream()
        .sorted(
            Comparator.comparing((AlertRecord record) -> record.alert().id())
                .thenComparing(AlertRecord::slotMillis)
                .thenComparing(AlertRecord::transition))
        .map(
            record ->
                new Said(withoutLines(record), countingLines ? record.alert().samples().size() : 0))
        .toList();
  }

  /**
   * What was said but for its lines.
   *
   * @param lines how many there are, if that matters
   */
  private record Said(AlertRecord record, int lines) {}

  private static AlertRecord withoutLines(AlertRecord record) {
    Alert alert = record.alert();
    Alert without =
        new Alert(
            alert.id(),
            alert.key(),
            alert.rule(),
            alert.group(),
            alert.state(),
            alert.reason(),
            alert.level(),
            alert.startsAt(),
            alert.firedAt(),
            alert.resolvedAt(),
            alert.value(),
            alert.peak(),
            alert.logs(),
            alert.readings(),
            List.of(),
            alert.top(),
            alert.supersededBy(),
            alert.facts());
    return new AlertRecord(record.transition(), record.slotMillis(), without, record.evidence());
  }
}
