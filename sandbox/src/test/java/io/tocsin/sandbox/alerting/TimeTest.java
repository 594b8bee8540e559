package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Heartbeat;
import io.tocsin.alert.Transition;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.incident.Incidents;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of alerts when logs stop, when nobody can look, and when logs are of another time.
 *
 * <p>{@code -Dtocsin.outage.seconds=120} stops the broker for as long as that; shippers then
 * deliver what they held a quarter of that later.
 */
@ExtendWith(StackExtension.class)
@Timeout(600)
class TimeTest {
  private static final int OUTAGE_SECONDS = Integer.getInteger("tocsin.outage.seconds", 16);
  private static final Duration SLOT = Duration.ofSeconds(10);

  /** That no log of a host came in ten seconds, and that many did. */
  private static final String RULES =
      """
      rules:
        - {name: silent, by: [host.name], slot: 10s, over: 10s, when: count() == 0, late: 1m}
        - {name: many, by: [host.name], slot: 10s, over: 10s, when: count() > 50, late: 1m}
        - {name: failing, by: [host.name], slot: 10s, over: 10s, given: count() > 5, when: 'count(where log.level: ERROR) / count() > 50%', late: 1m}
      """;

  @TempDir Path directory;

  @Test
  void aSilenceOfAllPartitionsIsToldInTime(KafkaPart kafka) throws Exception {
    try (TestingInstallation installation = installation(kafka, "all-silent", 2);
        StreamExecutionEnvironment env = environment()) {
      JobClient job = start(env, installation);
      Instant last = Instant.now();
      installation.logs(2, "web-1", "INFO", last.minus(SLOT.multipliedBy(3)));
      installation.logs(4, "web-1", "INFO", last);
      Instant silent = startOfSlot(last).plus(SLOT);
      patiently()
          .until(
              () ->
                  fired(installation, "silent").stream()
                      .anyMatch(alert -> alert.startsAt() == silent.toEpochMilli()));
      Instant told = Instant.now();

      // The window, the disorder of logs that is allowed for, and five seconds.
      assertThat(told).isBefore(silent.plus(SLOT).plusSeconds(5).plusSeconds(5));
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  /** Ten seconds of theirs pass between two logs, and a second or two of ours. */
  @Test
  void logsOfAnotherYearPlayedWithPausesKeepTheirOwnTime(KafkaPart kafka) throws Exception {
    Instant then = Instant.parse("2015-05-17T10:05:00Z");
    try (TestingInstallation installation = installation(kafka, "another-year", 2);
        StreamExecutionEnvironment env = environment()) {
      JobClient job = start(env, installation);
      for (int i = 0; i < 8; i++) {
        Instant at = then.plus(SLOT.multipliedBy(i));
        installation.logs(i == 5 ? 60 : 6, "web-1", i == 3 ? "ERROR" : "INFO", at);
        patiently().until(() -> watermark(installation).isAfter(at.minusSeconds(6)));
        patiently().until(() -> watermark(installation).isAfter(at.minusSeconds(4)));
      }
      patiently().until(() -> !fired(installation, "many").isEmpty());

      assertThat(fired(installation, "many")).singleElement().matches(startsIn(then, 5));
      assertThat(fired(installation, "failing")).singleElement().matches(startsIn(then, 3));
      assertThat(fired(installation, "silent")).isEmpty();
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  /** What needs the end of its slot is not held up by the one that says nothing. */
  @Test
  void oneSilentPartitionOfFourHoldsNobodyBack(KafkaPart kafka) throws Exception {
    try (TestingInstallation installation = installation(kafka, "one-silent", 4);
        StreamExecutionEnvironment env = environment()) {
      JobClient job = start(env, installation);
      Instant first = Instant.now();
      installation.logs(4, "web-1", "INFO", first);
      patiently().until(() -> Instant.now().isAfter(startOfSlot(first).plus(SLOT)));
      Instant failing = Instant.now();
      for (int i = 0; i < 12; i++) {
        installation.log("one-silent", i % 3, "web-1", "ERROR", failing);
      }
      patiently().until(() -> !fired(installation, "failing").isEmpty());

      assertThat(Instant.now()).isBefore(startOfSlot(failing).plus(SLOT).plusSeconds(10));
      assertThat(fired(installation, "failing"))
          .singleElement()
          .matches(alert -> alert.startsAt() == startOfSlot(failing).toEpochMilli());
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aLogOfNextYearMovesNothing(KafkaPart kafka) throws Exception {
    try (TestingInstallation installation = installation(kafka, "next-year", 2);
        StreamExecutionEnvironment env = environment()) {
      JobClient job = start(env, installation);
      Instant now = Instant.now();
      installation.logs(30, "web-1", "INFO", now);
      installation.logs(2, "web-1", "INFO", now.plus(Duration.ofDays(365)));
      installation.logs(30, "web-1", "INFO", now);
      patiently().until(() -> !fired(installation, "many").isEmpty());

      assertThat(fired(installation, "many"))
          .singleElement()
          .matches(alert -> alert.startsAt() == startOfSlot(now).toEpochMilli());
      assertThat(watermark(installation)).isBefore(Instant.now());
      assertThat(incidents(installation)).isEmpty();
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  /** Nobody could look, and shippers hold what came meanwhile: that is no silence. */
  @Test
  void anOutageOfTheBrokerIsNoSilenceAndMakesNothingLate() throws Exception {
    Workspace workspace = Workspace.create();
    try (KafkaPart kafka = new KafkaPart(workspace, false)) {
      kafka.start();
      try (TestingInstallation installation = installation(kafka, "outage", 2);
          StreamExecutionEnvironment env = environment()) {
        JobClient job = start(env, installation);
        Instant before = startOfSlot(Instant.now());
        for (int i = -3; i <= 0; i++) {
          installation.logs(8, "web-1", "INFO", before.plus(SLOT.multipliedBy(i)));
        }
        patiently().until(() -> watermark(installation).isAfter(before.minusSeconds(10)));

        Instant stopped = Instant.now();
        kafka.kill();
        Awaitility.await()
            .pollDelay(Duration.ofSeconds(OUTAGE_SECONDS))
            .atMost(Duration.ofSeconds(OUTAGE_SECONDS + 10L))
            .until(() -> true);
        kafka.start();
        Instant delivered = Instant.now().plusSeconds(OUTAGE_SECONDS / 4);
        patiently().until(() -> Instant.now().isAfter(delivered));
        Instant at = before.plus(SLOT);
        for (; at.plus(SLOT).isBefore(Instant.now()); at = at.plus(SLOT)) {
          installation.logs(8, "web-1", "INFO", at);
        }
        Instant after = at;
        installation.logs(60, "web-1", "INFO", after);
        patiently().until(() -> !fired(installation, "many").isEmpty());
        installation.logs(8, "web-1", "INFO", after.plus(SLOT));
        patiently().until(() -> watermark(installation).isAfter(startOfSlot(after).plus(SLOT)));

        assertThat(fired(installation, "silent"))
            .as("logs until %s, stopped at %s, delivered from %s", before, stopped, delivered)
            .noneMatch(alert -> alert.startsAt() < startOfSlot(after).toEpochMilli());
        assertThat(incidents(installation)).isEmpty();
        job.cancel().get(30, TimeUnit.SECONDS);
      }
    } finally {
      workspace.delete();
    }
  }

  /** The logs that are still to come can only be in the other topic. */
  @Test
  void aTopicThatIsDeletedDoesNotHoldTheClock(KafkaPart kafka) throws Exception {
    try (TestingInstallation installation =
            installation(kafka, "kept-topic", 2).andTopic("deleted-topic");
        StreamExecutionEnvironment env = environment()) {
      JobClient job = start(env, installation);
      Instant then = Instant.parse("2015-05-17T10:05:00Z");
      installation.logs(2, "web-1", "INFO", then);
      installation.log("deleted-topic", 0, "web-2", "INFO", then);
      patiently().until(() -> watermark(installation).isAfter(then.minusSeconds(10)));

      installation.deleteTopic("deleted-topic");
      for (int i = 1; i < 4; i++) {
        installation.logs(2, "web-1", "INFO", then.plusSeconds(600L * i));
      }
      patiently().until(() -> watermark(installation).isAfter(then.plusSeconds(1_700)));
      assertThat(installation.heartbeats().get(0))
          .last()
          .satisfies(beat -> assertThat(beat.blindSinceMillis()).isNull());
      job.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  private TestingInstallation installation(KafkaPart kafka, String name, int partitions)
      throws Exception {
    return new TestingInstallation(kafka, name, directory, RULES, partitions);
  }

  private StreamExecutionEnvironment environment() {
    return new LocalJobs(directory).environment(null, "hashmap", 2);
  }

  private static JobClient start(StreamExecutionEnvironment env, TestingInstallation installation)
      throws Exception {
    AlertingJob.build(env, installation.settings());
    return env.executeAsync();
  }

  private static Instant startOfSlot(Instant time) {
    long millis = SLOT.toMillis();
    return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
  }

  private static Predicate<Alert> startsIn(Instant then, int slot) {
    return alert -> alert.startsAt() == then.plus(SLOT.multipliedBy(slot)).toEpochMilli();
  }

  /** How far the slowest subtask has come, as far as it is known. */
  private static Instant watermark(TestingInstallation installation) {
    installation.said();
    long slowest = Long.MAX_VALUE;
    for (int subtask = 0; subtask < 2; subtask++) {
      int number = subtask;
      slowest =
          Math.min(
              slowest,
              installation.heartbeats().values().stream()
                  .flatMap(List::stream)
                  .filter(beat -> beat.subtask() == number)
                  .mapToLong(Heartbeat::watermarkMillis)
                  .max()
                  .orElse(Long.MIN_VALUE));
    }
    return slowest == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochMilli(slowest);
  }

  private static List<Alert> fired(TestingInstallation installation, String rule) {
    return installation.said().stream()
        .filter(record -> record.transition() == Transition.FIRED)
        .map(AlertRecord::alert)
        .filter(alert -> alert.rule().equals(rule))
        .toList();
  }

  private static List<Alert> incidents(TestingInstallation installation) {
    return installation.said().stream()
        .map(AlertRecord::alert)
        .filter(alert -> alert.rule().startsWith(Incidents.PREFIX))
        .toList();
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }
}
