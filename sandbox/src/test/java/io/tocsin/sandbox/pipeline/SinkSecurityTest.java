package io.tocsin.sandbox.pipeline;

import static io.tocsin.sandbox.pipeline.TestingSink.entry;
import static io.tocsin.sandbox.pipeline.TestingSink.kept;
import static io.tocsin.sandbox.pipeline.TestingSink.run;
import static io.tocsin.sandbox.pipeline.TestingSink.sink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.sandbox.SecureElasticsearch;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The sink before an Elasticsearch with TLS, users and API keys. */
@Timeout(300)
class SinkSecurityTest {
  private static final String PRIVILEGES = "\"auto_configure\",\"create_doc\"";
  private static final String DOCUMENTED = PRIVILEGES + ",\"read\",\"maintenance\"";

  private static SecureElasticsearch elasticsearch;
  private static TestingIndex admin;

  @BeforeAll
  static void start() throws Exception {
    elasticsearch = new SecureElasticsearch();
    admin =
        new TestingIndex(
            connection().withBasic(SecureElasticsearch.USER, SecureElasticsearch.PASSWORD));
    admin.installTemplates();
  }

  @AfterAll
  static void stop() throws IOException {
    admin.close();
    elasticsearch.close();
  }

  @Test
  void writesOverTlsWithAKeyOfTheDocumentedPrivileges() throws Exception {
    String stream = "logs-secure-default";
    ElasticsearchConnection connection = connection().withApiKey(key(DOCUMENTED).encoded());

    run(connection, stream, 300, number -> entry(stream, number));
    admin.rollOver(stream);
    run(connection, stream, 600, number -> entry(stream, number).thatMayBeThere());

    assertThat(admin.ids(stream)).hasSize(600).doesNotHaveDuplicates();
    assertThat(kept(stream)).isEmpty();
  }

  @Test
  void saysWhichPrivilegesAreMissingWhereItCannotLook() throws Exception {
    String encoded = key(PRIVILEGES).encoded();

    assertThatThrownBy(
            () ->
                run(
                    connection().withApiKey(encoded),
                    "logs-blind-default",
                    10,
                    number -> entry("logs-blind-default", number).thatMayBeThere()))
        .hasStackTraceContaining(
            "Elasticsearch at %s does not let this user look whether documents are there"
                .formatted(elasticsearch.uri()))
        .hasStackTraceContaining("'read' and 'maintenance'");
  }

  @Test
  void aWrongKeyOrPasswordFailsAtTheStartWithOneSentence() {
    String sentence =
        "Elasticsearch at %s did not accept the credentials (401)".formatted(elasticsearch.uri());

    assertThatThrownBy(() -> tryOnce(connection().withApiKey("d3Jvbmc6a2V5")))
        .hasStackTraceContaining(sentence);
    assertThatThrownBy(() -> tryOnce(connection().withBasic(SecureElasticsearch.USER, "wrong")))
        .hasStackTraceContaining(sentence);
    assertThatThrownBy(() -> tryOnce(connection())).hasStackTraceContaining(sentence);
  }

  @Test
  void aCertificateThatIsNotTrustedFailsAtTheStartWithOneSentence() {
    assertThatThrownBy(() -> tryOnce(ElasticsearchConnection.to(elasticsearch.uri())))
        .hasStackTraceContaining(
            "the certificate of Elasticsearch at %s is not trusted: name its CA file"
                .formatted(elasticsearch.uri()));
  }

  @Test
  void aKeyThatIsTakenBackStopsTheJobWithOneSentenceAndNothingIsRefused() throws Exception {
    String stream = "logs-revoked-default";
    Key key = key(DOCUMENTED);
    try (StreamExecutionEnvironment env = TestingSink.environment()) {
      env.enableCheckpointing(500);
      env.fromSequence(0, Long.MAX_VALUE - 1)
          .sinkTo(
              sink(
                  connection().withApiKey(key.encoded()),
                  stream,
                  50,
                  number -> entry(stream, number)));
      JobClient job = env.executeAsync();
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> admin.count(stream) > 500);

      admin.send("DELETE", "/_security/api_key", "{\"ids\":[\"" + key.id() + "\"]}");

      assertThatThrownBy(() -> job.getJobExecutionResult().get())
          .isInstanceOf(ExecutionException.class)
          .hasStackTraceContaining("did not accept the credentials (401)");
      assertThat(kept(stream)).isEmpty();
    }
  }

  private record Key(String id, String encoded) {}

  private static Key key(String privileges) throws IOException {
    JsonNode made =
        admin.send(
            "POST",
            "/_security/api_key",
            """
            {"name":"sink","role_descriptors":{"sink":{"indices":[
              {"names":["logs-*"],"privileges":[%s]}]}}}
            """
                .formatted(privileges));
    return new Key(made.path("id").asText(), made.path("encoded").asText());
  }

  private static void tryOnce(ElasticsearchConnection connection) throws Exception {
    run(connection, "logs-tried-default", 1, number -> entry("logs-tried-default", number));
  }

  private static ElasticsearchConnection connection() {
    return ElasticsearchConnection.to(elasticsearch.uri())
        .withCaFile(elasticsearch.caFile().toString());
  }
}
