package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.SavepointFixture;
import io.tocsin.sandbox.StackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A savepoint of each release is kept, and every later version goes on from it. */
@ExtendWith(StackExtension.class)
@Timeout(240)
class SavepointFixtureTest {
  private static final SavepointFixture FIXTURE = new SavepointFixture("alerting-0.1");

  private static final Instant MINUTE = Instant.parse("2015-05-17T10:05:00Z");

  /** Counted before the savepoint, in two partitions; after it; and before all, one of each. */
  private static final int BEFORE = 120;

  private static final int AFTER = 40;
  private static final int PARTITIONS = 2;

  private static final String RULES =
      """
      rules:
        - {name: few, where: 'log.level: ERROR', by: [host.name], over: 5m, when: count() > 50}
        - {name: many, where: 'log.level: ERROR', by: [host.name], over: 5m, when: count() > 150}
      """;

  @TempDir Path directory;

  /** The logs that it counted are not there any more: only its state knows them. */
  @Test
  void theSavepointOfRelease01IsGoneOnFrom(KafkaPart kafka) throws Exception {
    if (SavepointFixture.isRewritten()) {
      write(kafka);
      return;
    }
    try (TestingInstallation installation =
        new TestingInstallation(kafka, "release-0-1", directory, RULES)) {
      installation.logs(PARTITIONS + BEFORE, "web-9", "INFO", MINUTE);
      try (StreamExecutionEnvironment env = environment(FIXTURE.address())) {
        AlertingJob.build(env, installation.settings());
        JobClient job = env.executeAsync();
        installation.logs(AFTER, "web-1", "ERROR", MINUTE.plusSeconds(2));
        installation.logs(2 * PARTITIONS, "web-9", "INFO", MINUTE.plusSeconds(1_800));
        patiently(() -> settled(installation.said()).size() >= 2);
        job.cancel().get(30, TimeUnit.SECONDS);
      }

      assertThat(settled(installation.said()))
          .allSatisfy(alert -> assertThat(alert.value()).isEqualTo(BEFORE + AFTER))
          .extracting(Alert::rule)
          .containsExactlyInAnyOrder("few", "many");
      assertThat(fired(installation.said())).containsExactly("many");
    }
  }

  private void write(KafkaPart kafka) throws Exception {
    try (TestingInstallation installation =
            new TestingInstallation(kafka, "release-0-1", directory, RULES);
        StreamExecutionEnvironment env = environment(null)) {
      installation.logs(PARTITIONS, "web-9", "INFO", MINUTE.minusSeconds(1_200));
      installation.logs(BEFORE, "web-1", "ERROR", MINUTE);
      AlertingJob.build(env, installation.settings());
      JobClient job = env.executeAsync();
      patiently(() -> fired(installation.said()).contains("few"));
      String savepoint =
          job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
              .get(60, TimeUnit.SECONDS);
      assertThat(fired(installation.said())).containsExactly("few");
      FIXTURE.write(savepoint);
    }
  }

  private StreamExecutionEnvironment environment(@Nullable String from) {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        directory.resolve("checkpoints").toUri().toString());
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.MAX_PARALLELISM, 128);
    if (from != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    }
    return StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
  }

  private static void patiently(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(100))
        .until(condition);
  }

  private static List<String> fired(List<AlertRecord> said) {
    return said.stream()
        .filter(record -> record.transition() == Transition.FIRED)
        .map(record -> record.alert().rule())
        .toList();
  }

  /** The alerts that have ended for good. */
  private static List<Alert> settled(List<AlertRecord> said) {
    return said.stream()
        .filter(record -> record.transition() == Transition.SETTLED)
        .map(AlertRecord::alert)
        .filter(alert -> alert.state() == Alert.State.ENDED)
        .toList();
  }
}
