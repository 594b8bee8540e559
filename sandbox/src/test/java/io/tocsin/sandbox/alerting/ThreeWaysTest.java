package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.incident.Incidents;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.tool.LogFile;
import io.tocsin.tool.Replay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
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
    List<String> logs = logs();
    Set<SettledAlert> expected = inTheCore(logs);
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(expected)
        .extracting(SettledAlert::rule)
        .contains("burst", "share", "silent", "growing", "lines");
    assertThat(inOneJob(logs, kafka)).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void aJobThatIsStoppedAndGoesOnSaysWhatTheCoreSays(KafkaPart kafka) throws Exception {
    List<String> logs = logs();
    assertThat(stoppedAndRestored(logs, kafka)).as("seed %d", seed).isEqualTo(inTheCore(logs));
  }

  @Test
  void aJobThatCrashesAgainAndAgainSaysWhatTheCoreSays(KafkaPart kafka) throws Exception {
    for (int i = 0; i < CRASHING_CASES; i++) {
      List<String> logs = logs();
      assertThat(crashing("crashing-" + i, logs, kafka))
          .as("seed %d, case %d", seed, i)
          .isEqualTo(inTheCore(logs));
    }
  }

  private Set<SettledAlert> inTheCore(List<String> logs) throws Exception {
    Path file = Files.write(directory.resolve("logs.ndjson"), logs);
    RuleSet rules =
        RuleFiles.read(new RuleBundle(List.of(new RuleBundle.File("rules.yaml", RULES))), null)
            .rules();
    try (LogFile input = new LogFile(file)) {
      Replay.Outcome outcome =
          Replay.run(rules, List.of(input), Replay.Options.at(System.currentTimeMillis()));
      assertThat(outcome.tooLate()).isZero();
      return SettledAlert.endedBefore(COMPARED_TO, outcome.alerts());
    }
  }

  private Set<SettledAlert> inOneJob(List<String> logs, KafkaPart kafka) throws Exception {
    LocalJobs flink = new LocalJobs(directory.resolve("one"));
    try (TestingInstallation installation = installation(kafka, "one", flink)) {
      installation.raw(logs);
      last(installation);
      try (StreamExecutionEnvironment env = flink.environment(null, "hashmap", 1)) {
        JobClient job = start(env, installation);
        awaitEnd(installation);
        job.cancel().get(30, TimeUnit.SECONDS);
      }
      return settled(installation);
    }
  }

  private Set<SettledAlert> stoppedAndRestored(List<String> logs, KafkaPart kafka)
      throws Exception {
    LocalJobs flink = new LocalJobs(directory.resolve("stopped"));
    try (TestingInstallation installation = installation(kafka, "stopped", flink)) {
      installation.raw(logs.subList(0, LOGS / 2));
      String savepoint;
      try (StreamExecutionEnvironment env = flink.environment(null, "hashmap", 2)) {
        JobClient job = start(env, installation);
        patiently().until(() -> !installation.said().isEmpty());
        savepoint =
            job.stopWithSavepoint(
                    false,
                    directory.resolve("savepoints").toUri().toString(),
                    SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
      }
      installation.raw(logs.subList(LOGS / 2, LOGS));
      last(installation);
      try (StreamExecutionEnvironment env = flink.environment(savepoint, "rocksdb", 3)) {
        JobClient job = start(env, installation);
        awaitEnd(installation);
        job.cancel().get(30, TimeUnit.SECONDS);
      }
      return settled(installation);
    }
  }

  /**
   * Each run is ended without a word after some checkpoints, and the next goes on from the last.
   */
  private Set<SettledAlert> crashing(String name, List<String> logs, KafkaPart kafka)
      throws Exception {
    LocalJobs flink = new LocalJobs(directory.resolve(name));
    int runs = 4;
    try (TestingInstallation installation = installation(kafka, name, flink)) {
      for (int run = 0; run < runs; run++) {
        installation.raw(logs.subList(run * LOGS / runs, (run + 1) * LOGS / runs));
        int before = flink.checkpoints().size();
        int enough = before + 1 + random.nextInt(3);
        try (StreamExecutionEnvironment env =
            flink.environment(flink.newest(), "hashmap", 1 + random.nextInt(3))) {
          JobClient job = start(env, installation);
          patiently().until(() -> flink.checkpoints().size() >= enough);
          job.cancel().get(30, TimeUnit.SECONDS);
        }
      }
      last(installation);
      try (StreamExecutionEnvironment env = flink.environment(flink.newest(), "hashmap", 2)) {
        JobClient job = start(env, installation);
        awaitEnd(installation);
        job.cancel().get(30, TimeUnit.SECONDS);
      }
      return settled(installation);
    }
  }

  private static TestingInstallation installation(KafkaPart kafka, String way, LocalJobs flink)
      throws Exception {
    return new TestingInstallation(kafka, "ways-" + way, flink.directory(), RULES);
  }

  private static JobClient start(StreamExecutionEnvironment env, TestingInstallation installation)
      throws Exception {
    AlertingJob.build(env, installation.settings());
    return env.executeAsync();
  }

  /** In every partition, so that none holds back the clock. */
  private static void last(TestingInstallation installation) {
    installation.logs(4, "web-0", "INFO", LAST);
  }

  /** Until every subtask has said, wherever it says anything, that it has come to the last log. */
  private static void awaitEnd(TestingInstallation installation) {
    installation.heartbeats().clear();
    long end = LAST.toEpochMilli() - Duration.ofMinutes(1).toMillis();
    patiently()
        .until(
            () -> {
              installation.said();
              return installation.heartbeats().size() == 2
                  && installation.heartbeats().values().stream()
                      .allMatch(
                          beats ->
                              beats.stream()
                                      .filter(beat -> beat.watermarkMillis() >= end)
                                      .map(beat -> beat.subtask())
                                      .distinct()
                                      .count()
                                  == beats.get(beats.size() - 1).subtasks());
            });
  }

  private static Set<SettledAlert> settled(TestingInstallation installation) {
    assertThat(installation.said())
        .extracting(record -> record.alert().rule())
        .as("nothing has befallen the engine")
        .noneMatch(rule -> rule.startsWith(Incidents.PREFIX));
    return SettledAlert.endedBefore(COMPARED_TO, SettledAlert.lastWords(installation.said()));
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

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }
}
