package io.tocsin.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.flink.delivery.DeliveryJob;
import io.tocsin.flink.delivery.DeliverySettings;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.message.Links;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir Path directory;
  private Hook hook;

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @BeforeEach
  void open() throws Exception {
    hook = new Hook();
  }

  @AfterEach
  void close() {
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
      JobClient job = start(kafka, topic, URI.create("http://127.0.0.1:1"), null);
      topic.fires("checkout-errors");
      await().until(() -> hook.lines().contains("firing checkout-errors"));
      String savepoint =
          job.stopWithSavepoint(false, directory.toUri().toString(), SavepointFormatType.CANONICAL)
              .get(60, TimeUnit.SECONDS);

      topic.ends("checkout-errors");
      JobClient again = start(kafka, topic, null, savepoint);
      await().until(() -> hook.lines().contains("resolved checkout-errors"));
      again.cancel().get(60, TimeUnit.SECONDS);

      assertThat(hook.lines())
          .containsExactly("firing checkout-errors", "resolved checkout-errors");
    }
  }

  private static void installTemplates(URI elasticsearch) throws Exception {
    try (RestClient client = ElasticsearchConnection.to(elasticsearch).open()) {
      assertThat(new TemplateInstaller(client).install(Templates.bundled().all(), false))
          .isNotEmpty();
    }
  }

  private JobClient start(
      KafkaPart kafka, AlertsTopic topic, @Nullable URI elasticsearch, @Nullable String savepoint)
      throws Exception {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", kafka.bootstrapServers());
    String receivers =
        """
        default: hook
        receivers:
          hook: {webhook: {url: '%s'}, group_wait: 0s, group_interval: 1s}
        """
            .formatted(hook.url());
    Configuration configuration = new Configuration();
    if (savepoint != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
      configuration.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(2);
    DeliveryJob.build(
        env,
        new DeliverySettings(
            properties,
            topic.name(),
            "receivers.yaml",
            receivers,
            Links.NONE,
            elasticsearch == null ? null : ElasticsearchConnection.to(elasticsearch),
            DeliverySettings.CHECKPOINT_INTERVAL,
            null));
    return env.executeAsync(topic.name());
  }

  private static JsonNode document(ElasticsearchPart elasticsearch, String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(elasticsearch.uri().resolve("/tocsin-alerts/_source/" + id)).build();
    String body =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(body);
  }
}
