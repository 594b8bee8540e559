package io.tocsin.sandbox.alerting;

import static io.tocsin.sandbox.alerting.Deliveries.deliver;
import static io.tocsin.sandbox.alerting.Patience.patiently;
import static io.tocsin.sandbox.alerting.Said.fired;
import static io.tocsin.sandbox.alerting.Said.of;
import static io.tocsin.sandbox.alerting.Said.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.alert.Transition;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.delivery.Hook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What befalls the engine is said like any alert, and reaches receivers. */
@ExtendWith(StackExtension.class)
@Timeout(240)
class EngineAlertsTest {
  @TempDir Path directory;

  /** Late logs, groups beyond a limit and refused files are alerts like any other. */
  @Test
  void theEngineSaysWhatBefallsIt(KafkaPart kafka) throws Exception {
    String rules =
        """
        rules:
          - name: per-line
            by: [message]
            over: 1m
            late: 1m
            when: count() > 1
            limits: {groups: 1}
        """;
    try (TestingInstallation installation =
            new TestingInstallation(kafka, "incidents", directory, rules);
        StreamExecutionEnvironment alerting = environment(null, "hashmap")) {
      AlertingJob.build(alerting, installation.settings());
      JobClient job = alerting.executeAsync();
      Instant now = Instant.now();
      installation.logs(3_000, "web-1", "ERROR", now);
      patiently().until(() -> rules(fired(installation.said())).contains("tocsin/group-limit"));

      installation.logs(7, "web-1", "ERROR", now.minusSeconds(600));
      Files.writeString(directory.resolve("rules/broken.yaml"), "rules: [{name: broken}]");
      patiently()
          .until(
              () ->
                  rules(fired(installation.said()))
                      .containsAll(Set.of("tocsin/late-logs-dropped", "tocsin/rules-rejected")));
      job.cancel().get(30, TimeUnit.SECONDS);

      List<AlertRecord> fired = fired(installation.said());
      assertThat(of(fired, "tocsin/late-logs-dropped"))
          .allSatisfy(
              alert -> {
                assertThat(alert.group()).containsEntry("tocsin.subject", "per-line");
                assertThat(alert.value()).isBetween(1.0, 7.0);
              });
      assertThat(of(fired, "tocsin/rules-rejected"))
          .singleElement()
          .satisfies(
              alert -> {
                assertThat(alert.group()).containsEntry("tocsin.subject", "broken.yaml");
                assertThat(alert.samples().get(0).line()).contains("broken.yaml:1:9");
              });
    }
  }

  /**
   * From logs that stop to one message, under which the alerts of every host that is missed are
   * held; and what else befalls the engine, each to its receiver.
   */
  @Test
  void whatBefallsTheEngineReachesReceivers(KafkaPart kafka) throws Exception {
    String rules =
        """
        rules:
          - name: per-line
            by: [message]
            over: 1m
            late: 1m
            when: count() > 1000000
            limits: {groups: 1}
          - name: host-missing
            by: [host.name]
            slot: 10s
            late: 10s
            when: count()[20s] == 0
        """;
    try (Hook hook = new Hook();
        TestingInstallation installation =
            new TestingInstallation(kafka, "befallen", directory, rules);
        StreamExecutionEnvironment alerting = environment(null, "hashmap");
        StreamExecutionEnvironment delivery = environment(null, "hashmap")) {
      AlertingJob.build(alerting, installation.settings());
      JobClient alertingJob = alerting.executeAsync();
      JobClient deliveryJob = deliver(delivery, installation, kafka, null, hook);
      Instant now = Instant.now();
      installation.logs(3_000, "web-1", "ERROR", now);
      patiently().until(() -> hook.lines().contains("firing tocsin/group-limit"));
      installation.logs(7, "web-2", "ERROR", now.minusSeconds(600));
      Files.writeString(directory.resolve("rules/broken.yaml"), "rules: [{name: broken}]");
      patiently()
          .until(
              () ->
                  hook.lines()
                      .containsAll(
                          List.of(
                              "firing tocsin/late-logs-dropped",
                              "firing tocsin/rules-rejected",
                              "firing tocsin/source-silent")));
      patiently()
          .untilAsserted(
              () -> {
                assertThat(installation.said())
                    .anyMatch(record -> isFiring("host-missing", record));
                assertThat(installation.became()).anyMatch(EngineAlertsTest::isHeld);
              });

      installation.logs(2, "web-1", "INFO", Instant.now());
      patiently().until(() -> hook.lines().contains("resolved tocsin/source-silent"));
      alertingJob.cancel().get(30, TimeUnit.SECONDS);
      deliveryJob.cancel().get(30, TimeUnit.SECONDS);

      assertThat(hook.lines()).noneMatch(line -> line.endsWith("host-missing"));
    }
  }

  private static boolean isFiring(String rule, AlertRecord record) {
    return record.transition() == Transition.FIRED && record.alert().rule().equals(rule);
  }

  private static boolean isHeld(DeliveryRecord record) {
    return record.outcome() == DeliveryRecord.Outcome.HELD
        && record.rule().equals("host-missing")
        && record.detail().startsWith("darkness: held under tocsin/source-silent: No log has come");
  }

  private StreamExecutionEnvironment environment(@Nullable String from, String backend) {
    return new LocalJobs(directory).environment(from, backend, 2);
  }
}
