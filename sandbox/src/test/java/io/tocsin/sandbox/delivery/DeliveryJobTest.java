package io.tocsin.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.silence.SilencesTopic;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.SavepointFixture;
import io.tocsin.sandbox.StackExtension;
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
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
@Timeout(300)
class DeliveryJobTest {
  @RegisterExtension static final MiniClusterExtension FLINK = DeliveryJobs.cluster();

  @RegisterExtension final DeliveryJobs jobs = new DeliveryJobs();
  private final Hook hook = jobs.hook();
  @TempDir Path directory;

  @Test
  void anAlertIsOneDocumentAndTwoMessages(KafkaPart kafka, ElasticsearchPart elasticsearch)
      throws Exception {
    installTemplates(elasticsearch.uri());
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-delivered")) {
      JobClient job = jobs.start(kafka, topic, elasticsearch.uri(), null);
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
      JobClient job = jobs.start(kafka, topic, away, null);
      topic.fires("checkout-errors");
      DeliveryJobs.awaitSent(topic, "checkout-errors");
      String savepoint =
          job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
              .get(60, TimeUnit.SECONDS);

      topic.ends("checkout-errors");
      JobClient again = jobs.start(kafka, topic, away, savepoint);
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
      JobClient job = jobs.start(kafka, topic, elasticsearch.uri(), null);
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
      JobClient job = jobs.start(kafka, topic, null, null);
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

  /** The job that said it is gone, and one that counted again never came to it. */
  @Test
  void anAlertThatTimeHasPassedAndThatNeverSettledIsWithdrawn(KafkaPart kafka) throws Exception {
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-withdrawn")) {
      JobClient job = jobs.start(kafka, topic, null, null);
      topic.fires("checkout-errors");
      DeliveryJobs.awaitSent(topic, "checkout-errors");
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

  @Test
  void anAlertForNobodyIsWrittenDown(KafkaPart kafka) throws Exception {
    Path nobody = Files.writeString(directory.resolve("receivers.yaml"), "receivers: {}");
    try (AlertsTopic topic = AlertsTopic.create(kafka, "alerts-for-nobody")) {
      JobClient job = jobs.start(kafka, topic, null, null, nobody, "receivers: {}");
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
        JobClient job = jobs.start(kafka, topic, null, null);
        await().until(() -> hook.lines().contains("firing kept"));
        DeliveryJobs.awaitSent(topic, "kept");
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
          DeliveryJobs.receivers(hook)
              .replace("}, group_wait", "}, repeat_interval: 36500d, group_wait");
      JobClient job = jobs.start(kafka, topic, null, fixture.address(), null, never);
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

  private static JsonNode document(ElasticsearchPart elasticsearch, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(elasticsearch.uri().resolve("/tocsin-alerts/_source/" + id)).build();
    String body =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body);
  }
}
