package io.tocsin.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the delivery job says of the engine itself: that it is blind, or was given what it cannot
 * read.
 */
@ExtendWith(StackExtension.class)
@Timeout(300)
class WatchedEngineTest {
  @RegisterExtension static final MiniClusterExtension FLINK = DeliveryJobs.cluster();

  @RegisterExtension final DeliveryJobs jobs = new DeliveryJobs();
  private final Hook hook = jobs.hook();
  @TempDir Path directory;

  /**
   * The broker goes, and with it whatever the alerting job could say; and while it is away the job
   * ends, and remembers all the same what it has sent.
   */
  @Test
  void withTheBrokerGoneTheBlindnessIsAnAlertUntilItIsBack() throws Exception {
    Workspace workspace = Workspace.create();
    KafkaPart kafka = new KafkaPart(workspace, false);
    kafka.start();
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-of-nobody")) {
      JobClient job = jobs.start(kafka, topic, null, null);
      topic.beats();
      topic.fires("checkout-errors");
      DeliveryJobs.awaitSent(topic, "checkout-errors");
      kafka.kill();
      await().until(() -> hook.lines().contains("firing tocsin/source-stalled"));
      String savepoint =
          job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
              .get(60, TimeUnit.SECONDS);
      kafka.start();
      JobClient again = jobs.start(kafka, topic, null, savepoint);
      await()
          .until(
              () -> {
                topic.beats();
                return hook.lines().contains("resolved tocsin/source-stalled");
              });
      await()
          .untilAsserted(
              () ->
                  assertThat(topic.transitions("tocsin/source-stalled"))
                      .contains("fired", "sent", "ended"));
      again.cancel().get(60, TimeUnit.SECONDS);

      // Of the second nobody can say whether its answer was heard before the savepoint was taken.
      assertThat(hook.lines()).containsOnlyOnce("firing checkout-errors");
      assertThat(new LinkedHashSet<>(hook.lines()))
          .containsExactly(
              "firing checkout-errors",
              "firing tocsin/source-stalled",
              "resolved tocsin/source-stalled");
    } finally {
      kafka.close();
      workspace.delete();
    }
  }

  /** As a team does it: a receiver is named at last, then a mistake is made, then it is mended. */
  @Test
  void receiversChangeWithoutARestartAndAMistakeIsAnAlert(KafkaPart kafka) throws Exception {
    Path file = directory.resolve("receivers.yaml");
    try (Hook second = new Hook();
        AlertsTopic topic = AlertsTopic.create(kafka, "alerts-elsewhere")) {
      JobClient job = jobs.start(kafka, topic, null, null, file, "");
      topic.fires("checkout-errors");
      await().until(() -> topic.transitions("checkout-errors").contains("nobody"));

      Files.writeString(file, DeliveryJobs.receivers(hook));
      await()
          .until(
              () -> {
                topic.fires("checkout-errors");
                return hook.lines().contains("firing checkout-errors");
              });

      Files.writeString(
          file,
          DeliveryJobs.receivers(hook) + "routes: [{match: {severity: critical}, notify: [no");
      await().until(() -> hook.lines().contains("firing tocsin/receivers-rejected"));
      topic.fires("payment-errors");
      await().until(() -> hook.lines().contains("firing payment-errors"));

      Files.writeString(file, DeliveryJobs.receivers(second));
      await().until(() -> second.lines().contains("resolved tocsin/receivers-rejected"));
      topic.fires("login-errors");
      await().until(() -> second.lines().contains("firing login-errors"));
      job.cancel().get(60, TimeUnit.SECONDS);

      assertThat(hook.lines())
          .containsExactly(
              "firing checkout-errors",
              "firing tocsin/receivers-rejected",
              "firing payment-errors");
    }
  }

  /** What could not be taken anywhere, and a job that says that it cannot see. */
  @Test
  void deadLettersAndABlindJobAreAlerts(KafkaPart kafka) throws Exception {
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-of-the-blind")) {
      JobClient job = jobs.start(kafka, topic, null, null);
      topic.rejects("no such field");
      topic.beatsBlindly(Duration.ofSeconds(31));
      await().until(() -> hook.lines().contains("firing tocsin/dead-letters"));
      await()
          .until(
              () -> {
                topic.beatsBlindly(Duration.ofSeconds(31));
                return hook.lines().contains("firing tocsin/source-stalled");
              });
      topic.beats();
      await().until(() -> hook.lines().contains("resolved tocsin/source-stalled"));
      job.cancel().get(60, TimeUnit.SECONDS);
    }
  }

  /** The way of a log that is none: pipeline job, topic of dead letters, delivery job, receiver. */
  @Test
  void aLogThatThePipelineJobCannotReadIsAnAlert(KafkaPart kafka, ElasticsearchPart elasticsearch)
      throws Exception {
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-of-the-pipeline")) {
      JobClient job = jobs.start(kafka, topic, null, null);
      JobClient indexing = jobs.startPipeline(kafka, topic, elasticsearch.uri(), directory);
      topic.log("this is no JSON");
      await().until(() -> hook.lines().contains("firing tocsin/dead-letters"));
      indexing.cancel().get(60, TimeUnit.SECONDS);
      job.cancel().get(60, TimeUnit.SECONDS);
      assertThat(hook.bodies()).anyMatch(body -> body.contains("at stage 'decode'"));
    }
  }
}
