package io.tocsin.sandbox.alerting;

import static io.tocsin.sandbox.alerting.Patience.patiently;
import static io.tocsin.sandbox.alerting.Said.fired;
import static io.tocsin.sandbox.alerting.Said.of;
import static io.tocsin.sandbox.alerting.Said.rules;
import static io.tocsin.sandbox.alerting.Said.settled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Heartbeat;
import io.tocsin.alert.Transition;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heartbeats, a crash, and an end: what the job keeps and says of its time. */
@ExtendWith(StackExtension.class)
@Timeout(240)
class AlertingJobTest {
  @TempDir Path directory;

  /** Each subtask is heard in each partition, with the time up to which it has evaluated logs. */
  @Test
  void everySubtaskIsHeardInEveryPartition(KafkaPart kafka) throws Exception {
    String rules =
        """
        rules:
          - name: many
            by: [host.name]
            over: 1m
            late: 1m
            when: count() > 1
        """;
    try (TestingInstallation installation =
            new TestingInstallation(kafka, "heartbeats", directory, rules);
        StreamExecutionEnvironment alerting = environment(null, "hashmap")) {
      AlertingJob.build(alerting, installation.settings());
      JobClient job = alerting.executeAsync();
      Instant noon = Instant.parse("2015-05-17T12:00:00Z");
      installation.logs(10, "web-1", "ERROR", noon);
      installation.logs(2, "web-1", "INFO", noon.plusSeconds(600));
      patiently()
          .untilAsserted(
              () -> {
                installation.said();
                for (int partition = 0; partition < 2; partition++) {
                  assertThat(installation.heartbeats().getOrDefault(partition, List.of()))
                      .filteredOn(beat -> beat.watermarkMillis() > noon.toEpochMilli())
                      .extracting(Heartbeat::subtask)
                      .contains(0, 1);
                }
              });

      assertThat(installation.heartbeats().get(0))
          .allSatisfy(
              beat -> {
                assertThat(beat.subtasks()).isEqualTo(2);
                assertThat(beat.blindSinceMillis()).isNull();
              })
          .last()
          .satisfies(beat -> assertThat(beat.lateMillis()).isEqualTo(120_000));
      assertThat(settled(installation.said())).hasSize(1);
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  /** What was counted after the checkpoint is counted again from Kafka, and only once. */
  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void aJobThatStartsAgainFromItsCheckpointCountsEachLogOnce(String backend, KafkaPart kafka)
      throws Exception {
    Instant minute = Instant.parse("2015-05-17T10:05:00Z");
    String rules =
        """
        rules:
          - {name: some, where: 'log.level: ERROR', by: [host.name], over: 5m, when: count() > 150}
          - {name: many, where: 'log.level: ERROR', by: [host.name], over: 5m, when: count() > 250}
        """;
    try (TestingInstallation installation =
        new TestingInstallation(kafka, "again-" + backend, directory, rules)) {
      installation.logs(1, "web-9", "INFO", minute.minusSeconds(1_200));
      installation.logs(200, "web-1", "ERROR", minute);
      String checkpoint;
      try (StreamExecutionEnvironment env = environment(null, backend)) {
        AlertingJob.build(env, installation.settings());
        JobClient job = env.executeAsync();
        patiently().until(() -> rules(fired(installation.said())).contains("some"));
        Set<String> before = checkpoints();
        patiently().until(() -> checkpoints().stream().anyMatch(Predicate.not(before::contains)));
        checkpoint = new LocalJobs(directory).newest();
        installation.logs(60, "web-1", "ERROR", minute.plusSeconds(1));
        patiently().until(() -> rules(fired(installation.said())).contains("many"));
        job.cancel().get(30, TimeUnit.SECONDS);
      }
      installation.logs(40, "web-1", "ERROR", minute.plusSeconds(2));
      installation.logs(4, "web-9", "INFO", minute.plusSeconds(1_200));
      try (StreamExecutionEnvironment env = environment(checkpoint, backend)) {
        AlertingJob.build(env, installation.settings());
        JobClient job = env.executeAsync();
        patiently().until(() -> settled(installation.said()).size() >= 2);
        job.cancel().get(30, TimeUnit.SECONDS);
      }

      List<Alert> settled = settled(installation.said());
      assertThat(settled).extracting(Alert::rule).containsOnly("some", "many");
      assertThat(settled).extracting(Alert::value).containsOnly(300.0);
      assertThat(
              installation.said().stream().map(record -> record.alert().id()).distinct().toList())
          .hasSize(2);
    }
  }

  /** The greatest watermark is the end of all logs, not a time over which there were none. */
  @Test
  void aJobThatIsDrainedSettlesWhereItsClockStood(KafkaPart kafka) throws Exception {
    Instant noon = Instant.parse("2015-05-17T12:00:00Z");
    String rules =
        """
        rules:
          - {name: many, by: [host.name], over: 5m, when: count() > 100}
          - {name: silent, by: [host.name], over: 1m, when: count() == 0, late: 1m}
        """;
    try (TestingInstallation installation =
            new TestingInstallation(kafka, "drained", directory, rules);
        StreamExecutionEnvironment env = environment(null, "hashmap")) {
      AlertingJob.build(env, installation.settings());
      JobClient job = env.executeAsync();
      installation.logs(2, "web-1", "INFO", noon.minusSeconds(300));
      installation.logs(150, "web-1", "INFO", noon);
      patiently().until(() -> rules(fired(installation.said())).contains("many"));
      job.stopWithSavepoint(
              true,
              directory.resolve("savepoints").toUri().toString(),
              SavepointFormatType.CANONICAL)
          .get(60, TimeUnit.SECONDS);

      patiently()
          .until(
              () ->
                  installation.said().stream()
                      .anyMatch(
                          record ->
                              record.transition() == Transition.SETTLED
                                  && record.alert().rule().equals("many")
                                  && record.alert().state() == Alert.State.FIRING));
      assertThat(of(fired(installation.said()), "many"))
          .extracting(Alert::startsAt)
          .containsExactly(noon.toEpochMilli());
      // Silent for the minutes between the logs, and not for what would come after them.
      assertThat(of(fired(installation.said()), "silent"))
          .allMatch(alert -> alert.startsAt() < noon.toEpochMilli());
    }
  }

  private StreamExecutionEnvironment environment(@Nullable String from, String backend) {
    return new LocalJobs(directory).environment(from, backend, 2);
  }

  private Set<String> checkpoints() throws IOException {
    return new LocalJobs(directory).checkpoints();
  }
}
