package io.tocsin.sandbox.alerting;

import static io.tocsin.sandbox.alerting.Deliveries.deliver;
import static io.tocsin.sandbox.alerting.Patience.patiently;
import static io.tocsin.sandbox.alerting.Said.fired;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.AlertRecord;
import io.tocsin.flink.alerting.AlertingJob;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.delivery.Hook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From logs to what Elasticsearch shows of them: alerts, and slots of rules that publish them. */
@ExtendWith(StackExtension.class)
@Timeout(240)
class AlertsInElasticsearchTest {
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

  private static JsonNode document(URI elasticsearch, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(elasticsearch.resolve("/tocsin-alerts/_source/" + id)).build();
    return new ObjectMapper()
        .readTree(
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private StreamExecutionEnvironment environment(@Nullable String from, String backend) {
    return new LocalJobs(directory).environment(from, backend, 2);
  }
}
