package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same rules and logs come to the same alerts, with the same ids: in the core, in the job, in a
 * job that is stopped and goes on at another parallelism, and in one that crashes again and again.
 *
 * <p>{@code -Dtocsin.ways.seed=…} repeats the logs that a failure has named, {@code
 * -Dtocsin.ways.cases=30} runs more of the jobs that crash, which take some ten seconds each.
 */
@ExtendWith(StackExtension.class)
@Timeout(3_600)
class ThreeWaysTest {
  private static final Instant NOON = Instant.parse("2015-05-17T12:00:00Z");

  /** Later than anything that is compared, so that all of it has settled when this log has come. */
  private static final Instant LAST = NOON.plus(Duration.ofHours(3));

  private static final Instant COMPARED_TO = NOON.plus(Duration.ofHours(1));
  private static final int LOGS = 4_000;
  private static final int CRASHING_CASES = Integer.getInteger("tocsin.ways.cases", 2);
  private static final String RULES =
      """
      rules:
        - name: burst
          where: 'log.level: ERROR'
          by: [host.name]
          over: 2m
          when: {warning: count() > 20, critical: count() > 30}
          resolve_when: count() < 10
          late: 3m
        - name: share
          by: [host.name]
          over: 3m
          given: count() >= 10
          when: 'count(where log.level: ERROR) / count() > 30%'
          for: 1m
          late: 3m
        - name: silent
          by: [host.name]
          when: count()[2m] == 0
          late: 3m
        - name: growing
          when: 'count()[2m] > 1.2 * count()[2m] offset 2m and count()[2m] > 100'
          keep_firing_for: 1m
          late: 3m
        - name: lines
          where: 'message: line*'
          slot: 10s
          over: 30s
          when: 'distinct(message) > 25'
          late: 3m
      """;

  private final long seed = Long.getLong("tocsin.ways.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @TempDir Path directory;

  @Test
  void oneJobSaysWhatTheCoreSays(KafkaPart kafka) throws Exception {
    Ways ways = ways("one-of-three", kafka);
    Set<SettledAlert> expected = ways.inTheCore();
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(expected)
        .extracting(SettledAlert::rule)
        .contains("burst", "share", "silent", "growing", "lines");
    assertThat(ways.inOneJob()).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void aJobThatIsStoppedAndGoesOnSaysWhatTheCoreSays(KafkaPart kafka) throws Exception {
    Ways ways = ways("two-of-three", kafka);
    assertThat(ways.stoppedAndRestored(LOGS / 2)).as("seed %d", seed).isEqualTo(ways.inTheCore());
  }

  @Test
  void aJobThatCrashesAgainAndAgainSaysWhatTheCoreSays(KafkaPart kafka) throws Exception {
    for (int i = 0; i < CRASHING_CASES; i++) {
      Ways ways = ways("case-" + i, kafka);
      assertThat(ways.crashing(random)).as("seed %d, case %d", seed, i).isEqualTo(ways.inTheCore());
    }
  }

  /** Of logs of its own. */
  private Ways ways(String name, KafkaPart kafka) {
    return new Ways(
        kafka,
        directory.resolve(name),
        TestingInstallation.bundle(RULES),
        logs(),
        COMPARED_TO,
        LAST);
  }

  /** An hour of bursts, pauses and late logs, in the order in which they arrive. */
  private List<String> logs() {
    record Arriving(long atMillis, String json) {}
    List<Arriving> arriving = new ArrayList<>();
    long minute = Duration.ofMinutes(1).toMillis();
    for (int i = 0; i < LOGS; i++) {
      int host = random.nextInt(4);
      // Some minutes are empty of some hosts, and some are full of errors.
      long slot = random.nextInt(70);
      while ((slot + host) % 9 < 3) {
        slot = random.nextInt(70);
      }
      boolean failing = (slot / 5 + host) % 4 == 0;
      long at = NOON.toEpochMilli() + slot * minute + random.nextLong(minute);
      long late = random.nextInt(5) == 0 ? random.nextLong(2 * minute) : random.nextLong(4_000);
      arriving.add(
          new Arriving(
              at + late,
              """
              {"@timestamp":"%s","host":{"name":"web-%d"},"log.level":"%s","message":"line %d"}"""
                  .formatted(
                      Instant.ofEpochMilli(at),
                      host,
                      failing && random.nextInt(3) > 0 ? "ERROR" : "INFO",
                      random.nextInt(200))));
    }
    arriving.sort(Comparator.comparingLong(Arriving::atMillis));
    return arriving.stream().map(Arriving::json).toList();
  }
}
