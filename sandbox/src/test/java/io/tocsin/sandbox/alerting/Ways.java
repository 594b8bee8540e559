package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.incident.Incidents;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.tool.LogFile;
import io.tocsin.tool.Replay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What rules and logs come to, in the core and in jobs that live through different things. */
final class Ways {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaPart kafka;
  private final Path directory;
  private final RuleBundle rules;
  private final List<String> logs;
  private final Instant comparedTo;
  private final Instant last;

  /**
   * Rules and logs.
   *
   * @param directory of these alone
   * @param logs in the order in which they arrive
   * @param comparedTo what fires later is left out
   * @param last later than anything that is compared, so that all of it has settled when a log of
   *     this time has come
   */
  Ways(
      KafkaPart kafka,
      Path directory,
      RuleBundle rules,
      List<String> logs,
      Instant comparedTo,
      Instant last) {
    this.kafka = kafka;
    this.directory = directory;
    this.rules = rules;
    this.logs = List.copyOf(logs);
    this.comparedTo = comparedTo;
    this.last = last;
  }

  Set<SettledAlert> inTheCore() throws Exception {
    Files.createDirectories(directory);
    Path file = Files.write(directory.resolve("logs.ndjson"), logs);
    RuleSet compiled = RuleFiles.read(rules, null).rules();
    try (LogFile input = new LogFile(file)) {
      Replay.Outcome outcome =
          Replay.run(
              compiled,
              List.of(input),
              Replay.Options.at(System.currentTimeMillis()).until(last.toEpochMilli()));
      assertThat(outcome.tooLate()).isZero();
      return SettledAlert.firedBefore(comparedTo, outcome.alerts());
    }
  }

  Set<SettledAlert> inOneJob() throws Exception {
    LocalJobs flink = new LocalJobs(directory.resolve("one"));
    try (TestingInstallation installation = installation("one", flink)) {
      installation.raw(logs);
      last(installation);
      try (StreamExecutionEnvironment env = flink.environment(null, "hashmap", 1)) {
        JobClient job = start(env, installation);
        awaitLast(installation);
        job.cancel().get(30, TimeUnit.SECONDS);
      }
      return settled(installation);
    }
  }

  /**
   * Stopped with a savepoint, and restored at another parallelism with another backend.
   *
   * @param first how many logs there are before
   */
  Set<SettledAlert> stoppedAndRestored(int first) throws Exception {
    LocalJobs flink = new LocalJobs(directory.resolve("stopped"));
    try (TestingInstallation installation = installation("stopped", flink)) {
      installation.raw(logs.subList(0, first));
      String savepoint;
      try (StreamExecutionEnvironment env = flink.environment(null, "hashmap", 2)) {
        JobClient job = start(env, installation);
        awaitClock(installation, clockAfter(first));
        savepoint =
            job.stopWithSavepoint(
                    false,
                    directory.resolve("savepoints").toUri().toString(),
                    SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
      }
      installation.raw(logs.subList(first, logs.size()));
      last(installation);
      try (StreamExecutionEnvironment env = flink.environment(savepoint, "rocksdb", 3)) {
        JobClient job = start(env, installation);
        awaitLast(installation);
        job.cancel().get(30, TimeUnit.SECONDS);
      }
      return settled(installation);
    }
  }

  /**
   * Each run is ended without a word after some checkpoints, and the next goes on from the last.
   */
  Set<SettledAlert> crashing(Random random) throws Exception {
    LocalJobs flink = new LocalJobs(directory.resolve("crashing"));
    int runs = 4;
    int count = logs.size();
    try (TestingInstallation installation = installation("crashing", flink)) {
      for (int run = 0; run < runs; run++) {
        installation.raw(logs.subList(run * count / runs, (run + 1) * count / runs));
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
        awaitLast(installation);
        job.cancel().get(30, TimeUnit.SECONDS);
      }
      return settled(installation);
    }
  }

  private TestingInstallation installation(String way, LocalJobs flink) throws Exception {
    String name = directory.getFileName() + "-" + way;
    return new TestingInstallation(kafka, name, flink.directory(), rules, 2);
  }

  private static JobClient start(StreamExecutionEnvironment env, TestingInstallation installation)
      throws Exception {
    AlertingJob.build(env, installation.settings());
    return env.executeAsync();
  }

  /** In every partition, so that none holds back the clock. */
  private void last(TestingInstallation installation) {
    installation.logs(4, "web-0", "INFO", last);
  }

  private void awaitLast(TestingInstallation installation) {
    installation.heartbeats().clear();
    awaitClock(installation, last);
  }

  /**
   * Until every subtask has said, wherever it says anything, that it is a minute before a time or
   * later.
   */
  private static void awaitClock(TestingInstallation installation, Instant time) {
    long end = time.toEpochMilli() - Duration.ofMinutes(1).toMillis();
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

  /** The newest log of the slower of the two partitions, which get logs in turn. */
  private Instant clockAfter(int count) throws Exception {
    Instant[] newest = {Instant.MIN, Instant.MIN};
    for (int i = 0; i < count; i++) {
      Instant at = Instant.parse(JSON.readTree(logs.get(i)).path("@timestamp").asText());
      newest[i % 2] = at.isAfter(newest[i % 2]) ? at : newest[i % 2];
    }
    return newest[0].isBefore(newest[1]) ? newest[0] : newest[1];
  }

  private Set<SettledAlert> settled(TestingInstallation installation) {
    assertThat(installation.said())
        .extracting(record -> record.alert().rule())
        .as("nothing has befallen the engine")
        .noneMatch(rule -> rule.startsWith(Incidents.PREFIX));
    return SettledAlert.firedBefore(comparedTo, SettledAlert.lastWords(installation.said()));
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }
}
