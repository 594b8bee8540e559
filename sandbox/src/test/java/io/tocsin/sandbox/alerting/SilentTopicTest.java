package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.alert.DeliveryRecord.Outcome;
import io.tocsin.alert.Transition;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.delivery.Hook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Of two topics one falls silent: what is missed there is held, what is missed elsewhere sent. */
@ExtendWith(StackExtension.class)
@Timeout(240)
class SilentTopicTest {
  private static final long SLOT_MILLIS = 10_000;

  private static final String RULES =
      """
      rules:
        - {name: pay-missing, where: 'host.name: pay-*', by: [host.name], slot: 10s, late: 10s, when: 'count()[10s] == 0'}
        - {name: api-missing, where: 'host.name: api-*', by: [host.name], slot: 10s, late: 10s, when: 'count()[10s] == 0'}
      """;

  @TempDir Path directory;

  @Test
  void alertsForWantOfLogsOfASilentTopicAreHeldAndThoseOfALivingOneAreSent(KafkaPart kafka)
      throws Exception {
    try (Hook hook = new Hook();
        TestingInstallation installation =
            new TestingInstallation(kafka, "silent-pay", directory, RULES, 1)
                .andTopic("silent-api")
                .source("out_of_orderness: 2s");
        StreamExecutionEnvironment alerting = environment();
        StreamExecutionEnvironment delivery = environment()) {
      AlertingJob.build(alerting, installation.settings());
      JobClient alertingJob = alerting.executeAsync();
      JobClient deliveryJob =
          Deliveries.deliver(
              delivery,
              installation,
              kafka,
              null,
              "{default: hook, receivers: {hook: {webhook: {url: '%s'}, group_wait: 0s, group_interval: 1s}}}"
                  .formatted(hook.url()));
      // From the start of a slot it is two slots until a rule misses the next log: by then it is
      // known for long that the topic is silent.
      Instant slot = slotOf(Instant.now());
      installation.log("silent-pay", 0, "pay-1", "INFO", slot);
      installation.log("silent-api", 0, "api-1", "INFO", slot);
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(100))
          .untilAsserted(
              () -> {
                installation.log("silent-api", 0, "api-2", "INFO", Instant.now());
                installation.said();
                assertThat(hook.lines())
                    .contains("firing tocsin/source-silent", "firing api-missing");
                assertThat(installation.became()).anyMatch(SilentTopicTest::isHeld);
              });
      assertThat(topics("pay-missing", installation)).containsExactly("silent-pay");
      assertThat(topics("api-missing", installation)).containsExactly("silent-api");

      installation.log("silent-pay", 0, "pay-1", "INFO", Instant.now());
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> hook.lines().contains("resolved tocsin/source-silent"));
      alertingJob.cancel().get(30, TimeUnit.SECONDS);
      deliveryJob.cancel().get(30, TimeUnit.SECONDS);

      assertThat(hook.lines()).noneMatch(line -> line.endsWith("pay-missing"));
      assertThat(installation.became())
          .filteredOn(record -> record.rule().equals("api-missing"))
          .noneMatch(record -> record.outcome() == Outcome.HELD);
    }
  }

  private static Instant slotOf(Instant time) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, SLOT_MILLIS));
  }

  private static boolean isHeld(DeliveryRecord record) {
    return record.outcome() == Outcome.HELD
        && record.rule().equals("pay-missing")
        && record
            .detail()
            .startsWith(
                "darkness: held under tocsin/source-silent: No log has come to topic silent-pay");
  }

  private static boolean is(Transition transition, String rule, AlertRecord record) {
    return record.transition() == transition && record.alert().rule().equals(rule);
  }

  private static List<String> topics(String rule, TestingInstallation installation) {
    return installation.said().stream()
        .filter(record -> is(Transition.FIRED, rule, record))
        .map(record -> record.evidence().topics())
        .findFirst()
        .orElseThrow();
  }

  private StreamExecutionEnvironment environment() {
    return new LocalJobs(directory).environment(null, "hashmap", 2);
  }
}
