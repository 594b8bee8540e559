package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsCodec;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.alert.DeliveryRecord.Outcome;
import io.tocsin.indextemplate.TemplateInstaller;
import io.tocsin.indextemplate.Templates;
import io.tocsin.message.TestingAlerts;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class AlertsCommandTest {
  private static final long START = TestingAlerts.START;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private static DeliveryRecord delivery(Outcome outcome, long at, String detail) {
    Alert alert = TestingAlerts.alert("a", "web-1").firing();
    return new DeliveryRecord(
        outcome,
        "slack",
        at,
        alert.id(),
        alert.key(),
        alert.rule(),
        alert.group(),
        "firing",
        "critical",
        detail,
        null);
  }

  private static void index(RestClient client, String target, AlertsRecord record, long time)
      throws IOException {
    ObjectNode json = (ObjectNode) MAPPER.readTree(AlertsCodec.write(record));
    json.put("@timestamp", Instant.ofEpochMilli(time).toString());
    Request request = new Request("POST", "/" + target + "/_doc");
    request.addParameter("refresh", "true");
    request.addParameter("op_type", "create");
    request.setJsonEntity(MAPPER.writeValueAsString(json));
    client.performRequest(request);
  }

  private String settings(String elasticsearch) throws IOException {
    return Files.writeString(
            directory.resolve("tocsin.yaml"),
            """
            kafka: {bootstrap: '127.0.0.1:1'}
            sources:
              - {name: app, topics: [logs]}
            elasticsearch: {urls: ['%s']}
            checkpoints: {endpoint: 'http://127.0.0.1:1', bucket: tocsin, access_key: '${env:A}',
                          secret_key: '${env:B}'}
            """
                .formatted(elasticsearch))
        .toString();
  }

  @Test
  void whatFiresAndWhatBecameOfItIsListed() throws Exception {
    Workspace workspace = Workspace.create();
    ElasticsearchPart elasticsearch = new ElasticsearchPart(workspace, false);
    try {
      elasticsearch.start();
      String settings = settings(elasticsearch.uri().toString());
      try (RestClient client =
          RestClient.builder(HttpHost.create(elasticsearch.uri().toString())).build()) {
        new TemplateInstaller(client).install(Templates.bundled().all(), false);
        assertThat(run("-c", settings)).as(err.toString()).isZero();
        assertThat(taken()).isEqualTo("nothing is firing\n");

        AlertRecord fired = TestingAlerts.alert("a", "web-1").level("critical").fired();
        AlertRecord ended = TestingAlerts.alert("b", "web-1").recordOnly("shadow").hasEnded();
        index(client, "tocsin-alerts", fired, START);
        index(client, "tocsin-alerts", ended, START);
        index(client, "tocsin-alert-transitions", fired, fired.slotMillis());
        index(client, "tocsin-alert-transitions", ended, ended.slotMillis());
        long later = START + 70_000;
        AlertsRecord held = delivery(Outcome.HELD, later, "muted: mute time nights");
        index(client, "tocsin-alert-transitions", held, later);
        AlertsRecord sent = delivery(Outcome.SENT, later + 1_000, "");
        index(client, "tocsin-alert-transitions", sent, later + 1_000);
      }

      assertThat(run("-c", settings)).isZero();
      assertThat(taken())
          .isEqualTo(
              "2026-08-22T10:05:00Z  firing     a host.name=web-1 [critical]  101 (> 100)\n");
      assertThat(run("--all", "--rule", "b", "-c", settings)).isZero();
      assertThat(taken())
          .isEqualTo(
              "2026-08-22T10:05:00Z..2026-08-22T10:15:00Z  ended      b host.name=web-1"
                  + "  101 (> 100)  recovered  recorded only: shadow\n");
      assertThat(run("--history", "-c", settings)).isZero();
      assertThat(taken())
          .isEqualTo(
              """
              2026-08-22T10:06:00Z  fired      a host.name=web-1 [critical]  101 (> 100)
              2026-08-22T10:06:10Z  held       a host.name=web-1 [critical]  firing to slack: muted: mute time nights
              2026-08-22T10:06:11Z  sent       a host.name=web-1 [critical]  firing to slack
              2026-08-22T10:15:00Z  ended      b host.name=web-1  101 (> 100)  recovered  recorded only: shadow
              """);
    } finally {
      elasticsearch.close();
      workspace.delete();
    }
  }

  @Test
  void anElasticsearchThatIsNotThereIsAFailureOutside() throws IOException {
    assertThat(run("-c", settings("http://127.0.0.1:1"))).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("tocsin: no Elasticsearch answers at http://127.0.0.1:1")
        .hasLineCount(1);
  }

  private String taken() {
    String text = out.toString();
    out.getBuffer().setLength(0);
    return text;
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "alerts";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Tocsin.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
  }
}
