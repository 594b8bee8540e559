package io.tocsin.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.flink.delivery.DeliveryJob;
import io.tocsin.flink.delivery.DeliverySettings;
import io.tocsin.flink.elasticsearch.Backoff;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.pipeline.DropFilters;
import io.tocsin.flink.pipeline.PipelineJob;
import io.tocsin.flink.pipeline.PipelineSettings;
import io.tocsin.flink.pipeline.PipelineSource;
import io.tocsin.flink.silence.SilencesTopic;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.message.Links;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.SavepointFixture;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.Workspace;
import io.tocsin.settings.PipelineLayout;
import io.tocsin.silence.LabelMatcher;
import io.tocsin.silence.Silence;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
@Timeout(300)
class DeliveryJobTest {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(5)
              .build());

  @TempDir Path directory;
  private final List<JobClient> jobs = new ArrayList<>();
  private Hook hook;

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @BeforeEach
  void open() throws Exception {
    hook = new Hook();
  }

  /** A job of a test that failed would have the slots of the next one's. */
  @AfterEach
  void close() throws Exception {
    for (JobClient job : jobs) {
      if (!job.getJobStatus().get(60, TimeUnit.SECONDS).isGloballyTerminalState()) {
        job.cancel().get(60, TimeUnit.SECONDS);
      }
    }
    hook.close();
  }

  @Test
  void anAlertIsOneDocumentAndTwoMessages(KafkaPart kafka, ElasticsearchPart elasticsearch)
      throws Exception {
    installTemplates(elasticsearch.uri());
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-delivered")) {
      JobClient job = start(kafka, topic, elasticsearch.uri(), null);
      topic.fires("checkout-errors");
      await().until(() -> hook.lines().contains("firing checkout-errors"));
      topic.garbage();
      topic.ends("checkout-errors");
      await().until(() -> hook.lines().contains("resolved checkout-errors"));
      await()
          .untilAsserted(
              () -> {
                JsonNode alert = document(elasticsearch, AlertsTopic.id("checkout-errors"));
                assertThat(alert.path("state").asText()).isEqualTo("ended");
                assertThat(alert.path("settled").asBoolean()).isTrue();
              });
      job.cancel().get(60, TimeUnit.SECONDS);

      assertThat(hook.lines())
          .containsExactly("firing checkout-errors", "resolved checkout-errors");
    }
  }

  @Test
  void withElasticsearchAwayAlertsAreSentAndCheckpointsMade(KafkaPart kafka) throws Exception {
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-without-elasticsearch")) {
      URI away = URI.create("http://127.0.0.1:1");
      JobClient job = start(kafka, topic, away, null);
      topic.fires("checkout-errors");
      awaitSent(topic, "checkout-errors");
      String savepoint =
          job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
              .get(60, TimeUnit.SECONDS);

      topic.ends("checkout-errors");
      JobClient again = start(kafka, topic, away, savepoint);
      await().until(() -> hook.lines().contains("resolved checkout-errors"));
      again.cancel().get(60, TimeUnit.SECONDS);

      assertThat(hook.lines())
          .containsExactly("firing checkout-errors", "resolved checkout-errors");
    }
  }

  @Test
  void whatIsSilencedIsSentOnceTheSilenceIsEnded(KafkaPart kafka, ElasticsearchPart elasticsearch)
      throws Exception {
    installTemplates(elasticsearch.uri());
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-silenced")) {
      SilencesTopic silences = topic.silences();
      Silence silence =
          new Silence(
              "s1",
              List.of(LabelMatcher.parse("alertname=checkout-errors")),
              0,
              Long.MAX_VALUE / 1_000_000,
              "jane",
              "deploying");
      silences.put(silence);
      JobClient job = start(kafka, topic, elasticsearch.uri(), null);
      topic.fires("checkout-errors");
      topic.fires("payment-errors");
      await().until(() -> hook.lines().contains("firing payment-errors"));
      await()
          .untilAsserted(
              () ->
                  assertThat(history(elasticsearch, "checkout-errors"))
                      .anyMatch(line -> line.startsWith("held firing hook silenced: silence s1")));
      assertThat(hook.lines()).containsExactly("firing payment-errors");

      silences.put(silence.endedAt(System.currentTimeMillis()));
      await().until(() -> hook.lines().contains("firing checkout-errors"));
      await()
          .untilAsserted(
              () ->
                  assertThat(history(elasticsearch, "checkout-errors"))
                      .contains("sent firing hook"));
      job.cancel().get(60, TimeUnit.SECONDS);

      assertThat(hook.lines()).containsExactly("firing payment-errors", "firing checkout-errors");
    }
  }

  @Test
  void whatAReceiverRefusesIsADeadLetter(KafkaPart kafka) throws Exception {
    hook.refuses();
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-refused")) {
      JobClient job = start(kafka, topic, null, null);
      topic.fires("checkout-errors");
      JsonNode letter = topic.deadLetter();
      job.cancel().get(60, TimeUnit.SECONDS);

      assertThat(letter.at("/deadletter/stage").asText()).isEqualTo("deliver");
      assertThat(letter.at("/deadletter/reason").asText()).isEqualTo("refused");
      assertThat(letter.at("/deadletter/detail").asText()).isEqualTo("status 403");
      assertThat(letter.at("/deadletter/target").asText()).isEqualTo("hook");
      assertThat(letter.at("/deadletter/id").asText()).hasSize(32);
      assertThat(letter.path("message").asText()).contains(AlertsTopic.id("checkout-errors"));
    }
  }

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
      JobClient job = start(kafka, topic, null, null);
      topic.beats();
      topic.fires("checkout-errors");
      awaitSent(topic, "checkout-errors");
      kafka.kill();
      await().until(() -> hook.lines().contains("firing tocsin/source-stalled"));
      String savepoint =
          job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
              .get(60, TimeUnit.SECONDS);
      kafka.start();
      JobClient again = start(kafka, topic, null, savepoint);
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
      JobClient job = start(kafka, topic, null, null, file, "");
      topic.fires("checkout-errors");
      await().until(() -> topic.transitions("checkout-errors").contains("nobody"));

      Files.writeString(file, receivers(hook));
      await()
          .until(
              () -> {
                topic.fires("checkout-errors");
                return hook.lines().contains("firing checkout-errors");
              });

      Files.writeString(
          file, receivers(hook) + "routes: [{match: {severity: critical}, notify: [no");
      await().until(() -> hook.lines().contains("firing tocsin/receivers-rejected"));
      topic.fires("payment-errors");
      await().until(() -> hook.lines().contains("firing payment-errors"));

      Files.writeString(file, receivers(second));
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

  /** The job that said it is gone, and one that counted again never came to it. */
  @Test
  void anAlertThatTimeHasPassedAndThatNeverSettledIsWithdrawn(KafkaPart kafka) throws Exception {
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-withdrawn")) {
      JobClient job = start(kafka, topic, null, null);
      topic.fires("checkout-errors");
      awaitSent(topic, "checkout-errors");
      await()
          .until(
              () -> {
                topic.beatsAfter(Duration.ofDays(1));
                return hook.lines().contains("resolved checkout-errors");
              });
      assertThat(hook.bodies()).last().asString().contains("withdrawn");
      job.cancel().get(60, TimeUnit.SECONDS);
    }
  }

  private static String receivers(Hook hook) {
    return """
        default: hook
        receivers:
          hook: {webhook: {url: '%s'}, group_wait: 0s, group_interval: 1s}
        """
        .formatted(hook.url());
  }

  @Test
  void anAlertForNobodyIsWrittenDown(KafkaPart kafka) throws Exception {
    Path nobody = Files.writeString(directory.resolve("receivers.yaml"), "receivers: {}");
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-for-nobody")) {
      JobClient job = start(kafka, topic, null, null, nobody, "receivers: {}");
      topic.fires("checkout-errors");
      await()
          .untilAsserted(
              () ->
                  assertThat(topic.transitions("checkout-errors"))
                      .containsExactlyInAnyOrder("fired", "nobody"));
      job.cancel().get(60, TimeUnit.SECONDS);
      assertThat(hook.lines()).isEmpty();
    }
  }

  /** What could not be taken anywhere, and a job that says that it cannot see. */
  @Test
  void deadLettersAndABlindJobAreAlerts(KafkaPart kafka) throws Exception {
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-of-the-blind")) {
      JobClient job = start(kafka, topic, null, null);
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
      JobClient job = start(kafka, topic, null, null);
      JobClient indexing =
          execute(
              pipeline(kafka, topic, ElasticsearchConnection.to(elasticsearch.uri())), "pipeline");
      topic.log("this is no JSON");
      await().until(() -> hook.lines().contains("firing tocsin/dead-letters"));
      indexing.cancel().get(60, TimeUnit.SECONDS);
      job.cancel().get(60, TimeUnit.SECONDS);
      assertThat(hook.bodies()).anyMatch(body -> body.contains("at stage 'decode'"));
    }
  }

  private StreamExecutionEnvironment pipeline(
      KafkaPart kafka, AlertsTopic topic, ElasticsearchConnection elasticsearch) {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", kafka.bootstrapServers());
    SourceSpec spec = SourceSpec.of(SourceFormat.ECS).withDataStream("delivery", "default");
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(1);
    PipelineJob.build(
        env,
        new PipelineSettings(
            client,
            List.of(new PipelineSource("app", List.of(topic.logs()), null, spec, DropFilters.NONE)),
            topic.names().deadLetters(),
            "logs-tocsin.deadletter-delivery",
            elasticsearch,
            BulkLimits.standard(),
            Backoff.standard(),
            PipelineLayout.CHAINED,
            Duration.ofSeconds(1),
            directory.resolve("pipeline").toUri().toString()));
    return env;
  }

  private static List<String> history(ElasticsearchPart elasticsearch, String rule)
      throws Exception {
    URI search =
        elasticsearch.uri().resolve("/tocsin-alert-transitions/_search?size=100&q=rule:" + rule);
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(search).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    List<String> lines = new ArrayList<>();
    for (JsonNode hit : new ObjectMapper().readTree(body).at("/hits/hits")) {
      JsonNode record = hit.path("_source");
      if (record.path("type").asText().equals("delivery")) {
        lines.add(
            "%s %s %s %s"
                .formatted(
                    record.path("transition").asText(),
                    record.path("status").asText(),
                    record.path("receiver").asText(),
                    record.path("detail").asText())
                .strip());
      }
    }
    return lines;
  }

  /** What was sent is known, so that its end is told and its start is not told again. */
  @Test
  void theSavepointOfRelease01IsGoneOnFrom(KafkaPart kafka) throws Exception {
    SavepointFixture fixture = new SavepointFixture("delivery-0.1");
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-of-release-0-1")) {
      topic.fires("kept");
      if (SavepointFixture.isRewritten()) {
        JobClient job = start(kafka, topic, null, null);
        await().until(() -> hook.lines().contains("firing kept"));
        awaitSent(topic, "kept");
        fixture.write(
            job.stopWithSavepoint(
                    false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS));
        return;
      }
      // More than the records that the job of the savepoint can have read.
      for (int i = 0; i < 10; i++) {
        topic.fires("kept");
      }
      // The savepoint gets older with every day, and must not be told again for that.
      String never =
          receivers(hook).replace("}, group_wait", "}, repeat_interval: 36500d, group_wait");
      JobClient job = start(kafka, topic, null, fixture.address(), null, never);
      topic.ends("kept");
      await().until(() -> hook.lines().contains("resolved kept"));
      job.cancel().get(60, TimeUnit.SECONDS);

      assertThat(hook.lines()).filteredOn(line -> line.endsWith(" kept")).hasSize(1);
    }
  }

  private static void installTemplates(URI elasticsearch) throws Exception {
    try (RestClient client = ElasticsearchConnection.to(elasticsearch).open()) {
      assertThat(new TemplateInstaller(client).install(Templates.bundled().all(), false))
          .isNotEmpty();
    }
  }

  /** What was sent is remembered once its answer was heard, and then it is in the journal. */
  private static void awaitSent(AlertsTopic topic, String rule) {
    await().until(() -> topic.transitions(rule).contains("sent"));
  }

  private JobClient start(
      KafkaPart kafka, AlertsTopic topic, @Nullable URI elasticsearch, @Nullable String savepoint)
      throws Exception {
    return start(kafka, topic, elasticsearch, savepoint, null);
  }

  private JobClient start(
      KafkaPart kafka,
      AlertsTopic topic,
      @Nullable URI elasticsearch,
      @Nullable String savepoint,
      @Nullable Path receivers)
      throws Exception {
    return start(kafka, topic, elasticsearch, savepoint, receivers, receivers(hook));
  }

  private JobClient start(
      KafkaPart kafka,
      AlertsTopic topic,
      @Nullable URI elasticsearch,
      @Nullable String savepoint,
      @Nullable Path receivers,
      String submitted)
      throws Exception {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    Configuration configuration = new Configuration();
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(3); // more than the topic has partitions
    DeliveryJob.build(
        env,
        new DeliverySettings(
            properties,
            topic.names(),
            receivers == null ? "" : receivers.toString(),
            submitted,
            Duration.ofSeconds(1),
            Links.NONE,
            elasticsearch == null ? null : ElasticsearchConnection.to(elasticsearch),
            DeliverySettings.CHECKPOINT_INTERVAL,
            null));
    return execute(env, topic.name());
  }

  private JobClient execute(StreamExecutionEnvironment env, String name) throws Exception {
    JobClient job = env.executeAsync(name);
    jobs.add(job);
    return job;
  }

  private static JsonNode document(ElasticsearchPart elasticsearch, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(elasticsearch.uri().resolve("/tocsin-alerts/_source/" + id)).build();
    String body =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body);
  }
}
