package io.tocsin.sandbox.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.flink.source.ClockedKafkaSource;
import io.tocsin.flink.source.RulesInForce;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The source against a real broker: what only the two of them can show. */
@ExtendWith(StackExtension.class)
class ClockedKafkaSourceTest {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final Instant THEN = Instant.parse("2015-05-17T10:05:00Z");
  private static final long OUT_OF_ORDERNESS_MILLIS = 5_001;

  @TempDir Path directory;
  private Path rules;
  private String name;

  @BeforeEach
  void writeRules(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    rules = Files.createDirectory(directory.resolve("rules"));
    Files.writeString(rules.resolve("a.yaml"), "rules: []");
  }

  @Test
  void logsComeBehindTheRulesAndMoveTheWatermark(KafkaPart kafka) throws Exception {
    try (LogTopic topic = LogTopic.create(kafka, name, 1);
        ObservedJob job = start(kafka, topic, 1)) {
      topic.log(0, THEN);
      topic.raw(0, "no JSON");
      topic.log(0, THEN.plusSeconds(10));

      Observation seen = Observation.named(name);
      await().until(() -> seen.of(0).size() == 4);
      assertThat(seen.of(0).get(0))
          .isInstanceOfSatisfying(
              Observation.Seen.Rules.class,
              set -> assertThat(set.fromSlotMillis()).isEqualTo(RulesInForce.BEGINNING));
      assertThat(seen.of(0).subList(1, 4))
          .containsExactly(
              new Observation.Seen.Log(0, 0, THEN.toEpochMilli()),
              new Observation.Seen.Dead(0, 1, "not-json"),
              new Observation.Seen.Log(0, 2, THEN.plusSeconds(10).toEpochMilli()));
      await().untilAsserted(() -> assertThat(clock(1)).isAfterOrEqualTo(THEN.plusSeconds(10)));
    }
  }

  @Test
  void oldLogsPlayedWithPausesKeepTheirOwnTime(KafkaPart kafka) throws Exception {
    try (LogTopic topic = LogTopic.create(kafka, name, 1);
        ObservedJob job = start(kafka, topic, 1)) {
      topic.log(0, THEN);
      Instant appended = Instant.now();

      await().until(() -> clock(1).isAfter(THEN.plusSeconds(4)));
      assertThat(Duration.between(THEN, clock(1)))
          .isLessThanOrEqualTo(Duration.between(appended, Instant.now()).plusMillis(500));
    }
  }

  @Test
  void silentPartitionsHoldNobodyBackAndTheClockGoesOnWhenAllAreSilent(KafkaPart kafka)
      throws Exception {
    try (LogTopic topic = LogTopic.create(kafka, name, 3);
        ObservedJob job = start(kafka, topic, 1)) {
      topic.log(0, THEN);
      topic.log(1, THEN.plusSeconds(1));

      await().untilAsserted(() -> assertThat(clock(1)).isAfter(THEN.plusSeconds(2)));
    }
  }

  @Test
  void readersWithoutAPartitionNeitherStallNorLeapTheClock(KafkaPart kafka) throws Exception {
    try (LogTopic topic = LogTopic.create(kafka, name, 1);
        ObservedJob job = start(kafka, topic, 4)) {
      topic.log(0, THEN);

      await().untilAsserted(() -> assertThat(clock(4)).isAfterOrEqualTo(THEN));
      topic.log(0, THEN.plusSeconds(60));
      await().untilAsserted(() -> assertThat(clock(4)).isAfterOrEqualTo(THEN.plusSeconds(60)));
      assertThat(clock(4)).isBefore(THEN.plusSeconds(90));
    }
  }

  @Test
  void aControlRecordAtTheEndIsNoLogThatIsStillToRead(KafkaPart kafka) throws Exception {
    try (LogTopic topic = LogTopic.create(kafka, name, 1);
        ObservedJob job = start(kafka, topic, 1)) {
      topic.logInTransaction(0, THEN);

      await().untilAsserted(() -> assertThat(clock(1)).isAfter(THEN.plusSeconds(2)));
    }
  }

  @Test
  void aSilentPartitionGoesOnBesideOneThatIsNot(KafkaPart kafka) throws Exception {
    try (LogTopic topic = LogTopic.create(kafka, name, 2);
        ObservedJob job = start(kafka, topic, 2)) {
      topic.log(0, THEN);
      topic.log(1, THEN);
      for (int second = 1; second <= 6; second++) {
        Instant at = THEN.plusSeconds(second);
        await().until(() -> clock(2).isAfter(at.minusSeconds(1)));
        topic.log(1, at);
      }
      assertThat(clock(2)).isBetween(THEN.plusSeconds(5), THEN.plusSeconds(60));
    }
  }

  @Test
  void aRestoredJobGoesOnWithItsClockAndItsOffsets(KafkaPart kafka) throws Exception {
    try (LogTopic topic = LogTopic.create(kafka, name, 2)) {
      String savepoint;
      Instant stopped;
      try (ObservedJob job = start(kafka, topic, 1)) {
        topic.log(0, THEN);
        topic.log(1, THEN);
        await().until(() -> clock(1).isAfter(THEN.plusSeconds(3)));
        savepoint = job.stop(directory.resolve("savepoint"));
        stopped = clock(1);
      }
      Observation.forget(name);
      topic.log(1, THEN.plusSeconds(600));
      try (ObservedJob job = start(kafka, topic, 2, savepoint)) {
        Observation seen = Observation.named(name);
        await().until(() -> clock(2).isAfter(Instant.MIN));
        assertThat(clock(2)).isAfterOrEqualTo(stopped);
        await().until(() -> seen.logs() == 1);
        await().until(() -> clock(2).isAfter(stopped.plusSeconds(1)));
        assertThat(clock(2)).isBefore(THEN.plusSeconds(300));
      }
    }
  }

  @Test
  void aChangedRuleSetReachesAllSubtasksFromTheSameSlotBeforeAnyLogOfIt(KafkaPart kafka)
      throws Exception {
    try (LogTopic topic = LogTopic.create(kafka, name, 3);
        ObservedJob job = start(kafka, topic, 3)) {
      Observation seen = Observation.named(name);
      Instant at = THEN;
      for (int sets = 1; sets <= 4; sets++) {
        Files.writeString(rules.resolve("a.yaml"), "rules: [] # " + sets);
        Instant patience = Instant.now().plusSeconds(30);
        while (!allHave(seen, sets)) {
          assertThat(Instant.now()).as("set %d is in force", sets).isBefore(patience);
          at = at.plusSeconds(7);
          for (int partition = 0; partition < 3; partition++) {
            topic.log(partition, at);
          }
        }
      }
      Instant last = at.plusSeconds(120);
      topic.log(0, last);
      topic.log(1, last);
      topic.log(2, last);
      await().until(() -> seen.hasLogsAt(last, 3));

      assertThat(seen.rules(1)).isEqualTo(seen.rules(0));
      assertThat(seen.rules(2)).isEqualTo(seen.rules(0));
      assertThat(seen.rules(0)).hasSizeGreaterThanOrEqualTo(4);
      for (int subtask = 0; subtask < 3; subtask++) {
        seen.assertNoLogPrecedesItsRules(subtask);
      }
    }
  }

  @Test
  void partitionsAndTopicsThatAreMadeLaterAreRead(KafkaPart kafka) throws Exception {
    Properties often = new Properties();
    often.setProperty("bootstrap.servers", kafka.bootstrapServers());
    often.setProperty("partition.discovery.interval.ms", "500");
    ClockedKafkaSource source =
        ObservedJob.source(kafka.bootstrapServers(), name, rules)
            .kafka(often)
            .topicPattern(Pattern.compile(name + ".*"))
            .build();
    try (LogTopic topic = LogTopic.create(kafka, name, 1);
        ObservedJob job = ObservedJob.start(name, source, 2, null)) {
      Observation seen = Observation.named(name);
      topic.log(0, THEN);
      await().until(() -> seen.logs() == 1);
      topic.grow(2);
      topic.log(1, THEN.plusSeconds(1));
      await().until(() -> seen.logs() == 2);
      try (LogTopic later = LogTopic.create(kafka, name + "-later", 1)) {
        later.log(0, THEN.plusSeconds(2));
        await().until(() -> seen.logs() == 3);
      }
      await().untilAsserted(() -> assertThat(clock(2)).isAfter(THEN.plusSeconds(2)));
    }
  }

  @Test
  void theClockWaitsWhileTheBrokerIsAwayAndForWhatIsStillHeld() throws Exception {
    Workspace workspace = Workspace.create();
    try (KafkaPart kafka = new KafkaPart(workspace, false)) {
      kafka.start();
      try (LogTopic topic = LogTopic.create(kafka, name, 2);
          ObservedJob job = start(kafka, topic, 1)) {
        topic.log(0, THEN);
        topic.log(1, THEN);
        await().until(() -> clock(1).isAfter(THEN.plusSeconds(2)));

        kafka.kill();
        Instant away = Instant.now();
        Instant stood = clock(1).plusSeconds(1);
        await()
            .during(Duration.ofSeconds(12))
            .atMost(Duration.ofSeconds(14))
            .until(() -> clock(1).isBefore(stood));
        kafka.start();
        Instant back = Instant.now();
        Duration blind = Duration.between(away, back);
        await().during(blind.dividedBy(2)).atMost(blind).until(() -> clock(1).isBefore(stood));

        topic.log(0, stood.plusSeconds(1));
        topic.log(1, stood.plusSeconds(1));
        await().until(() -> clock(1).isAfter(stood.plusSeconds(2)));
        assertThat(clock(1)).isBefore(THEN.plus(blind));
      }
    } finally {
      workspace.delete();
    }
  }

  private static boolean allHave(Observation seen, int sets) {
    return seen.rules(0).size() >= sets
        && seen.rules(1).size() >= sets
        && seen.rules(2).size() >= sets;
  }

  private ObservedJob start(KafkaPart kafka, LogTopic topic, int parallelism) throws Exception {
    return start(kafka, topic, parallelism, null);
  }

  private ObservedJob start(
      KafkaPart kafka, LogTopic topic, int parallelism, @Nullable String savepoint)
      throws Exception {
    return ObservedJob.start(
        name,
        ObservedJob.source(kafka.bootstrapServers(), topic.name(), rules).build(),
        parallelism,
        savepoint);
  }

  /** What the watermark says of event time: the newest, not the one that may still come. */
  private Instant clock(int parallelism) {
    long watermark = Observation.named(name).watermark(parallelism);
    return watermark == Long.MIN_VALUE
        ? Instant.MIN
        : Instant.ofEpochMilli(watermark + OUT_OF_ORDERNESS_MILLIS);
  }
}
