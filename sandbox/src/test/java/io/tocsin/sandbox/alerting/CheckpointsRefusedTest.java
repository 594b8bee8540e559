package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where checkpoints are kept nothing can be written for a while. */
@ExtendWith(StackExtension.class)
@Timeout(240)
class CheckpointsRefusedTest {
  /** More than {@code TocsinCheckpointsFail} of {@code k8s/monitoring} puts up with. */
  private static final int FAILED = 6;

  private static final Instant NOON = Instant.parse("2015-05-17T12:00:00Z");
  private static final String RULES =
      """
      rules:
        - {name: many, where: 'log.level: ERROR', by: [host.name], over: 5m, when: count() > 100}
      """;

  @TempDir Path directory;

  @Test
  void theJobGoesOnSaysSoAndLosesNothing(KafkaPart kafka) throws Exception {
    LocalJobs flink = new LocalJobs(directory);
    Path store = Files.createDirectory(directory.resolve("store"));
    Path noDirectory = Files.createFile(directory.resolve("no-directory"));
    Files.createSymbolicLink(flink.checkpointsDirectory(), store);
    try (TestingInstallation installation =
            new TestingInstallation(kafka, "refused", directory, RULES);
        JobGauges gauges = new JobGauges()) {
      installation.logs(2, "web-9", "INFO", NOON.minusSeconds(1_200));
      installation.logs(60, "web-1", "ERROR", NOON);
      try (StreamExecutionEnvironment env = flink.environment(null, "rocksdb", 2, gauges)) {
        AlertingJob.build(env, installation.settings());
        JobClient job = env.executeAsync();
        patiently().until(() -> !flink.checkpoints().isEmpty());

        lead(flink.checkpointsDirectory(), noDirectory);
        patiently().until(() -> gauges.sum(job.getJobID(), "numberOfFailedCheckpoints") >= FAILED);
        installation.logs(60, "web-1", "ERROR", NOON.plusSeconds(1));
        patiently().until(() -> hasFired(installation));

        lead(flink.checkpointsDirectory(), store);
        Set<String> before = flink.checkpoints();
        patiently()
            .until(() -> flink.checkpoints().stream().anyMatch(Predicate.not(before::contains)));
        assertThat(job.getJobStatus().get(30, TimeUnit.SECONDS)).isEqualTo(JobStatus.RUNNING);
        assertThat(gauges.sum(job.getJobID(), "numRestarts")).isZero();
        job.cancel().get(30, TimeUnit.SECONDS);
      }
      installation.logs(5, "web-1", "ERROR", NOON.plusSeconds(2));
      installation.logs(2, "web-9", "INFO", NOON.plusSeconds(1_200));
      try (StreamExecutionEnvironment env = flink.environment(flink.newest(), "rocksdb", 2)) {
        AlertingJob.build(env, installation.settings());
        JobClient job = env.executeAsync();
        patiently().until(() -> hasEnded(installation));
        job.cancel().get(30, TimeUnit.SECONDS);
      }

      assertThat(SettledAlert.lastWords(installation.said()))
          .singleElement()
          .satisfies(alert -> assertThat(alert.value()).isEqualTo(125.0));
    }
  }

  /** Has a link lead elsewhere, without a moment in which it is not there. */
  private void lead(Path link, Path target) throws IOException {
    Path next = Files.createSymbolicLink(directory.resolve("next"), target);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean hasFired(TestingInstallation installation) {
    return installation.said().stream().anyMatch(record -> record.transition() == Transition.FIRED);
  }

  private static boolean hasEnded(TestingInstallation installation) {
    return installation.said().stream()
        .filter(record -> record.transition() == Transition.SETTLED)
        .map(AlertRecord::alert)
        .anyMatch(alert -> alert.state() == Alert.State.ENDED);
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }
}
