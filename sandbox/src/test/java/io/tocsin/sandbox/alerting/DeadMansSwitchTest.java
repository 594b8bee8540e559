package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.delivery.Hook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rule of {@code k8s/components/heartbeat} and the receiver that comes with it: a log in, a
 * message out, again and again, and none any more when there are no logs.
 */
@ExtendWith(StackExtension.class)
@Timeout(240)
class DeadMansSwitchTest {
  private static final Path RULE = Path.of("../k8s/components/heartbeat/heartbeat.yaml");
  private static final Path RECEIVERS = Path.of("../alert-rules/receivers/receivers.yaml");

  /** Shows that messages still get through when heartbeats are over. */
  private static final String ANOTHER =
      """
        - {name: another, where: 'log.level: ERROR', over: 10m, when: count() >= 1, notify: [heartbeat]}
      """;

  private static final int MANY = 6;

  @TempDir Path directory;

  @Test
  void isToldAsLongAsHeartbeatsGetThrough(KafkaPart kafka) throws Exception {
    try (Hook hook = new Hook();
        TestingInstallation installation =
            new TestingInstallation(
                kafka, "heartbeat", directory, Files.readString(RULE) + ANOTHER);
        StreamExecutionEnvironment alerting = environment();
        StreamExecutionEnvironment delivery = environment()) {
      AlertingJob.build(alerting, installation.settings());
      JobClient alertingJob = alerting.executeAsync();
      JobClient deliveryJob =
          Deliveries.deliver(delivery, installation, kafka, null, receivers(hook));
      Instant now = Instant.now();
      installation.raw(List.of(beat(now), beat(now)));
      patiently().until(() -> count(hook, "heartbeat") >= 3);

      // No heartbeat for longer than the rule's window, as the other logs say.
      installation.logs(2, "web-1", "INFO", now.plus(Duration.ofMinutes(4)));
      installation.logs(2, "web-1", "ERROR", now.plus(Duration.ofMinutes(4)));
      patiently().until(() -> hasStopped(hook));
      alertingJob.cancel().get(30, TimeUnit.SECONDS);
      deliveryJob.cancel().get(30, TimeUnit.SECONDS);

      assertThat(hook.lines()).noneMatch(line -> line.startsWith("resolved"));
    }
  }

  /** With an address of ours, told every second instead of every minute. */
  private String receivers(Hook hook) throws Exception {
    for (String secret : List.of("slack-url", "heartbeat-url")) {
      Files.writeString(directory.resolve(secret), hook.url());
    }
    String receivers =
        Files.readString(RECEIVERS)
            .replace("/etc/tocsin/secrets/receivers", directory.toString())
            .replace("_interval: 1m", "_interval: 1s");
    assertThat(receivers).contains("repeat_interval: 1s");
    return receivers;
  }

  private StreamExecutionEnvironment environment() {
    return new LocalJobs(directory).environment(null, "hashmap", 2);
  }

  private static int count(Hook hook, String rule) {
    return Collections.frequency(hook.lines(), "firing " + rule);
  }

  /** Whether many messages have come, one a second, and none was of a heartbeat. */
  private static boolean hasStopped(Hook hook) {
    List<String> lines = hook.lines();
    return lines.size() > MANY
        && lines.subList(lines.size() - MANY, lines.size()).stream()
            .allMatch("firing another"::equals);
  }

  private static String beat(Instant at) {
    return """
        {"@timestamp":"%s","event":{"dataset":"tocsin.heartbeat"}}"""
        .formatted(at);
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }
}
