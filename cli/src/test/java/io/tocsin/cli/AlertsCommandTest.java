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
import io.tocsin.message.TestingAlerts;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.search.TestingIndices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
@Timeout(300)
class AlertsCommandTest {
  private static final long START = TestingAlerts.START;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;

  private final TestingCommand command = new TestingCommand();

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

  @Test
  void whatFiresAndWhatBecameOfItIsListed(ElasticsearchPart elasticsearch) throws Exception {
    String settings = TestingCommand.settingsWithElasticsearch(directory, elasticsearch.uri());
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      RestClient client = indices.client();
      assertThat(alerts("-c", settings)).isEqualTo("nothing is firing\n");

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

    assertThat(alerts("-c", settings))
        .isEqualTo("2026-08-22T10:05:00Z  firing     a host.name=web-1 [critical]  101 (> 100)\n");
    assertThat(alerts("--all", "--rule", "b", "-c", settings))
        .isEqualTo(
            "2026-08-22T10:05:00Z..2026-08-22T10:15:00Z  ended      b host.name=web-1"
                + "  101 (> 100)  recovered  recorded only: shadow\n");
    assertThat(alerts("--history", "-c", settings))
        .isEqualTo(
            """
            2026-08-22T10:06:00Z  fired      a host.name=web-1 [critical]  101 (> 100)
            2026-08-22T10:06:10Z  held       a host.name=web-1 [critical]  firing to slack: muted: mute time nights
            2026-08-22T10:06:11Z  sent       a host.name=web-1 [critical]  firing to slack
            2026-08-22T10:15:00Z  ended      b host.name=web-1  101 (> 100)  recovered  recorded only: shadow
            """);
  }

  @Test
  void anElasticsearchThatIsNotThereIsAFailureOutside() throws IOException {
    String settings = TestingCommand.settingsWithElasticsearch(directory, "http://127.0.0.1:1");

    assertThat(command.run("alerts", "-c", settings)).isEqualTo(3);
    assertThat(command.said())
        .startsWith("tocsin: nothing listens at http://127.0.0.1:1")
        .hasLineCount(1);
  }

  private String alerts(String... arguments) {
    return command.succeeds(
        Stream.concat(Stream.of("alerts"), Stream.of(arguments)).toArray(String[]::new));
  }
}
