package io.tocsin.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Rollup;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RollupsTest {
  private static final long MINUTE = 60_000;
  private static final RuleSet RULES =
      RuleSet.compile(
          new RuleBundle(
              List.of(
                  new RuleBundle.File(
                      "rules.yaml",
                      """
                      rules:
                        - name: slow
                          by: [host.name]
                          over: 3m
                          late: 3m
                          rollup: true
                          when: 'avg(took) > 100 and avg(took)[1m] > 50'
                        - {name: quiet, by: [host.name], over: 3m, late: 3m, when: count() > 1000}
                      """))));

  /** Late logs are in it, and nothing is said twice, whatever the order in which logs come. */
  @RepeatedTest(20)
  void eachSettledSlotWithLogsIsToldOnceWithAllItsLogs() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, List<Long>> took = new TreeMap<>();
    List<TestingLog> logs = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long at = Scenario.START + random.nextInt(20) * MINUTE + random.nextInt(60_000);
      String host = "web-" + random.nextInt(3);
      long millis = random.nextInt(100);
      logs.add(new TestingLog(at, Map.of("host.name", host, "took", millis)));
      took.computeIfAbsent(at / MINUTE * MINUTE + " " + host, unused -> new ArrayList<>())
          .add(millis);
    }
    TestingCluster cluster = new TestingCluster(RULES, 2, random);
    long late = 3 * MINUTE;
    logs.sort(
        (a, b) ->
            Long.compare(
                a.timeMillis() + Math.floorMod(a.hashCode(), late),
                b.timeMillis() + Math.floorMod(b.hashCode(), late)));
    long newest = Long.MIN_VALUE;
    for (TestingLog log : logs) {
      cluster.add(log);
      newest = Math.max(newest, log.timeMillis() + Math.floorMod(log.hashCode(), late));
      switch (random.nextInt(10)) {
        case 0 -> cluster.advanceTo(newest);
        case 1 -> cluster.restart();
        default -> {}
      }
    }
    cluster.advanceTo(Scenario.START + 60 * MINUTE);

    assertThat(cluster.tooLate()).isZero();
    assertThat(cluster.rollups()).as("seed %d", seed).hasSameSizeAs(took.keySet());
    for (Rollup rollup : cluster.rollups()) {
      List<Long> expected =
          Objects.requireNonNull(
              took.get(rollup.slotMillis() + " " + rollup.group().get("host.name")));
      assertThat(rollup.logs()).as("%s, seed %d", rollup, seed).isEqualTo(expected.size());
      assertThat(rollup.value())
          .isEqualTo(expected.stream().mapToLong(Long::longValue).average().orElseThrow());
      assertThat(rollup.rule()).isEqualTo("slow");
      assertThat(rollup.aggregate()).isEqualTo("avg(took)");
    }
    assertThat(cluster.rollups()).extracting(Rollup::id).doesNotHaveDuplicates();
  }

  @Test
  void asJson() {
    Rollup rollup =
        new Rollup("slow", Map.of("host.name", "web-1"), 0, MINUTE, 255, "avg(took)", null, 3);

    assertThat(new String(rollup.json(), UTF_8))
        .isEqualTo(
            """
            {"v":1,"type":"slot","@timestamp":"1970-01-01T00:00:00Z","id":"%s","key":"%s","rule":"slow",\
            "group":{"host.name":"web-1"},"widthSeconds":60,"series":"ff","aggregate":"avg(took)",\
            "value":null,"count":3}"""
                .formatted(rollup.id(), rollup.key()));
  }
}
