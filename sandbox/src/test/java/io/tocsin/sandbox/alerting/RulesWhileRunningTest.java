package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.EndReason;
import io.tocsin.alert.Transition;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.flink.source.RulesDirectory;
import io.tocsin.incident.Incidents;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule files are added, changed, deleted, broken and mended while logs come.
 *
 * <p>{@code -Dtocsin.changes.minutes=200} has more changes, {@code -Dtocsin.changes.seed=…} those
 * that a failure has named.
 */
@ExtendWith(StackExtension.class)
@Timeout(1_800)
class RulesWhileRunningTest {
  private static final Instant NOON = Instant.parse("2015-05-17T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MINUTES = Integer.getInteger("tocsin.changes.minutes", 16);
  private static final int LOGS_A_MINUTE = 60;

  /** The kind of a rule. */
  private static final int FIRES_EACH_MINUTE = 3;

  private static final String KEPT =
      """
      rules:
        - {name: kept, where: 'log.level: ERROR', by: [host.name], over: 2m, when: count() > 5, late: 3m}
        - {name: silent, by: [host.name], when: 'count()[2m] < 10', late: 3m}
      """;

  private final long seed = Long.getLong("tocsin.changes.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<String> held = new ArrayList<>();

  @TempDir Path directory;
  private RuleBundle inForce = new RuleBundle(List.of());

  @Test
  void alertsAreThoseOfTheRulesOfTheirSlots(KafkaPart kafka) throws Exception {
    LocalJobs flink = new LocalJobs(directory);
    try (TestingInstallation installation =
        new TestingInstallation(kafka, "changing-rules", directory, KEPT).source("clock: logs")) {
      inForce = read();
      CoreEngine core = new CoreEngine(inForce);
      String savepoint = null;
      for (int half = 0; half < 2; half++) {
        try (JobGauges gauges = new JobGauges();
            StreamExecutionEnvironment env =
                flink.environment(savepoint, half == 0 ? "hashmap" : "rocksdb", 2 + half, gauges)) {
          JobClient job = start(env, installation);
          awaitVersion(gauges, job, 2 + half);
          long sent = 0;
          for (int i = half * MINUTES / 2; i < (half + 1) * MINUTES / 2; i++) {
            Instant minute = NOON.plus(MINUTE.multipliedBy(i));
            sent += send(minute, installation, core);
            sent += sendHeld(installation, core);
            for (Callable<Boolean> change : changes(i)) {
              awaitRead(gauges, job, sent);
              boolean changed = change.call();
              while (changed && !isInForce(gauges, job, 2 + half)) {
                sent += send(minute, installation, core);
              }
              core.put(minute.plus(MINUTE), inForce);
              sent += send(minute, installation, core);
            }
          }
          awaitRead(gauges, job, sent);
          if (half == 0) {
            savepoint =
                job.stopWithSavepoint(
                        false,
                        directory.resolve("savepoints").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                    .get(60, TimeUnit.SECONDS);
          } else {
            Instant last = NOON.plus(MINUTE.multipliedBy(MINUTES + 30));
            installation.logs(2, "web-0", "INFO", last);
            core.advanceTo(last.minus(MINUTE));
            Set<SettledAlert> expected = SettledAlert.endedBefore(end(), core.settled());
            patiently()
                .untilAsserted(
                    () ->
                        assertThat(settled(installation)).as("seed %d", seed).isEqualTo(expected));
            assertThat(expected).hasSizeGreaterThan(5);
            assertThat(expected)
                .extracting(SettledAlert::reason)
                .containsAnyOf(EndReason.RULE_CHANGED, EndReason.RULE_DELETED);
            job.cancel().get(30, TimeUnit.SECONDS);
          }
        }
      }
    }
  }

  /** Whatever becomes of the directory, what was in force stays, and somebody is told. */
  @Test
  void aDirectoryThatIsGoneOrFullOfOtherThingsChangesNothing(KafkaPart kafka) throws Exception {
    LocalJobs flink = new LocalJobs(directory);
    try (TestingInstallation installation =
            new TestingInstallation(kafka, "strange-directory", directory, KEPT);
        JobGauges gauges = new JobGauges();
        StreamExecutionEnvironment env = flink.environment(null, "hashmap", 2, gauges)) {
      inForce = read();
      JobClient job = start(env, installation);
      awaitVersion(gauges, job, 2);
      installation.logs(4, "web-0", "INFO", Instant.now());

      Path away = Files.move(rules(), directory.resolve("away"));
      patiently().until(() -> rejected(installation).contains("rules"));
      Files.move(away, rules());
      Files.writeString(rules().resolve("README.md"), "no rules here");
      Files.writeString(rules().resolve(".hidden.yaml"), "rules: [");
      Files.write(rules().resolve("binary.yaml"), new byte[] {0, 1, (byte) 0xFF, (byte) 0xFE, 10});
      Files.writeString(rules().resolve("half.yaml"), "rules:\n  - name: half-writ");
      patiently()
          .until(() -> rejected(installation).containsAll(Set.of("binary.yaml", "half.yaml")));
      assertThat(gauges.of(job.getJobID(), "rulesVersion")).containsOnly(version(inForce));

      installation.logs(6, "web-1", "ERROR", Instant.now());
      patiently()
          .until(
              () ->
                  installation.said().stream()
                      .anyMatch(
                          record ->
                              record.transition() == Transition.FIRED
                                  && record.alert().rule().equals("kept")));
      Files.writeString(rules().resolve("half.yaml"), rule("half-written", 1));
      Files.delete(rules().resolve("binary.yaml"));
      inForce = read();
      awaitVersion(gauges, job, 2);
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  private static JobClient start(StreamExecutionEnvironment env, TestingInstallation installation)
      throws Exception {
    AlertingJob.build(
        env, installation.settings(), source -> source.rulesInterval(Duration.ofMillis(200)));
    return env.executeAsync();
  }

  private Path rules() {
    return directory.resolve("rules");
  }

  private RuleBundle read() throws Exception {
    RuleBundle files =
        new RulesDirectory(new org.apache.flink.core.fs.Path(rules().toUri())).read();
    return RuleFiles.merge(inForce.files().isEmpty() ? null : inForce, files, null).bundle();
  }

  /** What is changed in a minute: some of it so that a rule fires, and then is changed. */
  private List<Callable<Boolean>> changes(int minute) {
    List<Callable<Boolean>> changes = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      changes.add(this::change);
    }
    if (minute == MINUTES - 4) {
      changes.add(() -> change("a", FIRES_EACH_MINUTE));
    } else if (minute == MINUTES - 2) {
      changes.add(() -> change("a", 2));
    }
    return changes;
  }

  private boolean change(String name, int kind) throws Exception {
    String before = inForce.version();
    Files.writeString(rules().resolve(name + ".yaml"), rule(name, kind));
    inForce = read();
    return !inForce.version().equals(before);
  }

  /** Changes the files; returns whether other rules come into force by it. */
  private boolean change() throws Exception {
    Path file = rules().resolve(List.of("a.yaml", "b.yaml").get(random.nextInt(2)));
    String before = inForce.version();
    switch (random.nextInt(5)) {
      case 0 -> Files.deleteIfExists(file);
      case 1 -> Files.writeString(file, "rules: [{name: broken");
      default -> {
        return change(file.getFileName().toString().replace(".yaml", ""), random.nextInt(6));
      }
    }
    inForce = read();
    return !inForce.version().equals(before);
  }

  /** Rules of few kinds, so that many changes are of thresholds and times only. */
  private static String rule(String name, int kind) {
    String condition =
        switch (kind) {
          case 0 -> "by: [host.name], over: 2m, when: count() > 2";
          case 1 -> "by: [host.name], over: 2m, when: count() > 12, for: 1m";
          case 2 -> "by: [host.name], over: 5m, when: count() > 20, keep_firing_for: 1m";
          case FIRES_EACH_MINUTE ->
              "over: 1m, when: {warning: count() > 10, critical: count() > 20}";
          case 4 -> "by: [log.level], over: 2m, when: 'distinct(host.name) > 2'";
          default -> "where: 'log.level: ERROR', over: 1m, when: count() < 20";
        };
    return "rules:\n  - {name: %s, %s, late: 3m}\n".formatted(name, condition);
  }

  /** Some logs of the minute, but for a few that are held back. */
  private long send(Instant minute, TestingInstallation installation, CoreEngine core) {
    List<String> logs = new ArrayList<>();
    int failing = random.nextInt(4);
    int silent = random.nextInt(4);
    for (int i = 0; i < LOGS_A_MINUTE; i++) {
      int host = random.nextInt(4);
      String log =
          """
          {"@timestamp":"%s","host":{"name":"web-%d"},"log.level":"%s","message":"line %d"}"""
              .formatted(
                  minute.plusMillis(random.nextInt(60_000)),
                  host == silent ? failing : host,
                  host == failing && random.nextBoolean() ? "ERROR" : "INFO",
                  random.nextInt(100));
      (random.nextInt(10) == 0 ? held : logs).add(log);
    }
    return append(logs, installation, core);
  }

  /** What was held back, of this minute and the last. */
  private long sendHeld(TestingInstallation installation, CoreEngine core) {
    List<String> logs = List.copyOf(held);
    held.clear();
    return append(logs, installation, core);
  }

  private static long append(List<String> logs, TestingInstallation installation, CoreEngine core) {
    installation.raw(logs);
    logs.forEach(core::log);
    return logs.size();
  }

  private boolean isInForce(JobGauges gauges, JobClient job, int subtasks) {
    List<Long> versions = gauges.of(job.getJobID(), "rulesVersion");
    return versions.size() == subtasks
        && versions.stream().allMatch(version -> version == version(inForce));
  }

  /** As {@code rulesVersion} shows it. */
  private static long version(RuleBundle bundle) {
    return Long.parseLong(bundle.version().substring(0, 12), 16);
  }

  private void awaitVersion(JobGauges gauges, JobClient job, int subtasks) {
    patiently()
        .untilAsserted(
            () ->
                assertThat(gauges.of(job.getJobID(), "rulesVersion"))
                    .hasSize(subtasks)
                    .containsOnly(version(inForce)));
  }

  private static void awaitRead(JobGauges gauges, JobClient job, long logs) {
    patiently().until(() -> gauges.sum(job.getJobID(), "logsRead") == logs);
  }

  private static Instant end() {
    return NOON.plus(MINUTE.multipliedBy(MINUTES + 10));
  }

  private static Set<SettledAlert> settled(TestingInstallation installation) {
    return SettledAlert.endedBefore(end(), SettledAlert.lastWords(installation.said())).stream()
        .filter(alert -> !alert.rule().startsWith(Incidents.PREFIX))
        .collect(Collectors.toSet());
  }

  /** The files that were said to be refused. */
  private static Set<@Nullable String> rejected(TestingInstallation installation) {
    Map<String, AlertRecord> last = new HashMap<>();
    installation.said().forEach(record -> last.put(record.alert().id(), record));
    return last.values().stream()
        .filter(record -> record.alert().rule().equals("tocsin/rules-rejected"))
        .map(record -> record.alert().group().get("tocsin.subject"))
        .collect(Collectors.toSet());
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }
}
