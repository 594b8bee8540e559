package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.alert.Heartbeat;
import io.tocsin.alert.Transition;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.flink.delivery.DeliveryJob;
import io.tocsin.flink.delivery.DeliverySettings;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.message.Links;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.delivery.Hook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(StackExtension.class)
@Timeout(240)
class AlertingJobTest {
  @TempDir Path directory;

  @Test
  void aBurstIsOneAlertDocumentAndOneWebhook(KafkaPart kafka, ElasticsearchPart elasticsearch)
      throws Exception {
    String rules =
        """
        rules:
          - name: burst
            where: 'log.level: ERROR'
            by: [host.name]
            over: 5m
            when: count() > 100
        """;
    try (Hook hook = new Hook();
        RestClient client = ElasticsearchConnection.to(elasticsearch.uri()).open();
        TestingInstallation installation =
            new TestingInstallation(kafka, "burst", directory, rules);
        StreamExecutionEnvironment alerting = environment(null, "hashmap");
        StreamExecutionEnvironment delivery = environment(null, "hashmap")) {
      var unused = new TemplateInstaller(client).install(Templates.bundled().all(), false);
      AlertingJob.build(alerting, installation.settings());
      JobClient alertingJob = alerting.executeAsync();
      JobClient deliveryJob = deliver(delivery, installation, kafka, elasticsearch.uri(), hook);

      Instant now = Instant.now();
      installation.logs(60, "web-1", "error", now);
      installation.raw("this is no JSON");
      installation.logs(41, "web-1", "ERROR", now);
      installation.logs(100, "web-2", "ERROR", now);
      installation.logs(500, "web-1", "INFO", now);

      patiently().until(() -> !fired(installation.said()).isEmpty());
      patiently().until(() -> !hook.lines().isEmpty());
      AlertRecord alert = fired(installation.said()).get(0);
      patiently()
          .untilAsserted(
              () ->
                  assertThat(
                          document(elasticsearch.uri(), alert.alert().id()).path("state").asText())
                      .isEqualTo("firing"));

      assertThat(hook.lines()).containsExactly("firing burst");
      assertThat(fired(installation.said())).hasSize(1);
      assertThat(alert.alert().group()).containsEntry("host.name", "web-1");
      assertThat(alert.alert().value()).isEqualTo(101.0);
      assertThat(alert.alert().samples()).isNotEmpty();
      alertingJob.cancel().get(30, TimeUnit.SECONDS);
      deliveryJob.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  /** A rule that asks for it has what it counted indexed, once for each slot that has settled. */
  @Test
  void settledSlotsOfARuleThatAsksForItAreIndexed(KafkaPart kafka, ElasticsearchPart elasticsearch)
      throws Exception {
    String rules =
        """
        rules:
          - name: counted
            by: [host.name]
            over: 5m
            late: 1m
            rollup: true
            when: 'count(where log.level: ERROR) / count() > 200%'
          - {name: not-published, by: [host.name], over: 5m, when: count() > 1000, late: 1m}
        """;
    try (Hook hook = new Hook();
        RestClient client = ElasticsearchConnection.to(elasticsearch.uri()).open();
        TestingInstallation installation =
            new TestingInstallation(kafka, "rollups", directory, rules);
        StreamExecutionEnvironment alerting = environment(null, "hashmap");
        StreamExecutionEnvironment delivery = environment(null, "hashmap")) {
      var unused = new TemplateInstaller(client).install(Templates.bundled().all(), false);
      AlertingJob.build(alerting, installation.settings());
      JobClient alertingJob = alerting.executeAsync();
      JobClient deliveryJob = deliver(delivery, installation, kafka, elasticsearch.uri(), hook);
      Instant noon = Instant.parse("2015-05-17T12:00:00Z");
      installation.logs(10, "web-1", "ERROR", noon);
      installation.logs(5, "web-1", "INFO", noon.plusSeconds(59));
      installation.logs(4, "web-1", "INFO", noon.plusSeconds(60));
      installation.logs(3, "web-2", "ERROR", noon.plusSeconds(60));
      installation.logs(1, "web-1", "ERROR", noon.plusSeconds(1));
      installation.logs(2, "web-1", "INFO", noon.plusSeconds(600));

      patiently()
          .untilAsserted(
              () ->
                  assertThat(slots(elasticsearch.uri()))
                      .containsExactly(
                          "2015-05-17T12:00:00Z web-1 count() 16.0 of 16",
                          "2015-05-17T12:00:00Z web-1 count(where log.level: ERROR) 11.0 of 16",
                          "2015-05-17T12:01:00Z web-1 count() 4.0 of 4",
                          "2015-05-17T12:01:00Z web-1 count(where log.level: ERROR) 0.0 of 4",
                          "2015-05-17T12:01:00Z web-2 count() 3.0 of 3",
                          "2015-05-17T12:01:00Z web-2 count(where log.level: ERROR) 3.0 of 3"));
      alertingJob.cancel().get(30, TimeUnit.SECONDS);
      deliveryJob.cancel().get(30, TimeUnit.SECONDS);
    }
  }

  /** What is indexed of slots. */
  private static List<String> slots(URI elasticsearch) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest refresh =
        HttpRequest.newBuilder(elasticsearch.resolve("/tocsin-slots/_refresh"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    http.send(refresh, HttpResponse.BodyHandlers.discarding());
    HttpRequest search =
        HttpRequest.newBuilder(elasticsearch.resolve("/tocsin-slots/_search?size=100")).build();
    JsonNode answer =
        new ObjectMapper().readTree(http.send(search, HttpResponse.BodyHandlers.ofString()).body());
    List<String> slots = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      JsonNode slot = hit.path("_source");
      slots.add(
          "%s %s %s %s of %s"
              .formatted(
                  slot.path("@timestamp").asText(),
                  slot.path("group").path("host.name").asText(),
                  slot.path("aggregate").asText(),
                  slot.path("value").asDouble(),
                  slot.path("count").asLong()));
    }
    return slots.stream().sorted().toList();
  }

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
                assertThat(installation.became()).anyMatch(AlertingJobTest::isHeld);
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

  private static List<Alert> of(List<AlertRecord> records, String rule) {
    return records.stream()
        .map(AlertRecord::alert)
        .filter(alert -> alert.rule().equals(rule))
        .toList();
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

  private static Set<String> rules(List<AlertRecord> records) {
    return records.stream().map(record -> record.alert().rule()).collect(Collectors.toSet());
  }

  private static List<AlertRecord> fired(List<AlertRecord> said) {
    return said.stream().filter(record -> record.transition() == Transition.FIRED).toList();
  }

  /** The alerts that have ended for good. */
  private static List<Alert> settled(List<AlertRecord> said) {
    return said.stream()
        .filter(record -> record.transition() == Transition.SETTLED)
        .map(AlertRecord::alert)
        .filter(alert -> alert.state() == Alert.State.ENDED)
        .toList();
  }

  private StreamExecutionEnvironment environment(@Nullable String from, String backend) {
    return new LocalJobs(directory).environment(from, backend, 2);
  }

  private static JobClient deliver(
      StreamExecutionEnvironment env,
      TestingInstallation installation,
      KafkaPart kafka,
      @Nullable URI elasticsearch,
      Hook hook)
      throws Exception {
    String receivers =
        "{default: hook, receivers: {hook: {webhook: {url: '%s'}, group_wait: 0s, group_interval: 1s}}}"
            .formatted(hook.url());
    return deliver(env, installation, kafka, elasticsearch, receivers);
  }

  /** Starts a delivery job with the text of a file of receivers. */
  static JobClient deliver(
      StreamExecutionEnvironment env,
      TestingInstallation installation,
      KafkaPart kafka,
      @Nullable URI elasticsearch,
      String receivers)
      throws Exception {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    DeliveryJob.build(
        env,
        new DeliverySettings(
            properties,
            installation.settings().topics(),
            "",
            receivers,
            DeliverySettings.RECEIVERS_INTERVAL,
            Links.NONE,
            elasticsearch == null ? null : ElasticsearchConnection.to(elasticsearch),
            DeliverySettings.CHECKPOINT_INTERVAL,
            null));
    return env.executeAsync();
  }

  private static JsonNode document(URI elasticsearch, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(elasticsearch.resolve("/tocsin-alerts/_source/" + id)).build();
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static ConditionFactory patiently() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
  }

  private Set<String> checkpoints() throws IOException {
    return new LocalJobs(directory).checkpoints();
  }
}
