package io.tocsin.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.Count;
import io.tocsin.alert.AlertRecord.Evidence;
import io.tocsin.alert.EndReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each kind of receiver gets of each thing that can become of an alert. {@code
 * -Dgoldens.rewrite=true} writes down what is said now.
 */
class MessageGoldensTest {
  private static final Path FOLDER = Path.of("src/test/resources/io/tocsin/message");
  private static final Links LINKS =
      new Links("https://tocsin.example", "https://kibana.example", "logs-*");
  private static final Evidence EVIDENCE = new Evidence(TestingAlerts.START + 125_000, 3, 1);
  private static final TestingAlerts ALERT =
      TestingAlerts.alert()
          .annotations(
              Map.of(
                  "summary", "{{ host.name }}: {{ value }} checkout errors",
                  "runbook", "https://runbooks.example/checkout"))
          .top(
              Map.of(
                  "error.type",
                  List.of(new Count("PaymentTimeout", 80), new Count("<refused> & gone", 21))));

  private static Notice notice(Notice.Status status, Alert alert) {
    return new Notice(status, alert, EVIDENCE);
  }

  private static Notification notification(Notice notice, int omitted) {
    return new Notification(
        "team", Map.of("alertname", "checkout-errors"), List.of(notice), omitted, 0);
  }

  static Stream<Arguments> cases() {
    Map<String, Notification> all =
        Map.of(
            "firing", notification(notice(Notice.Status.FIRING, ALERT.firing()), 0),
            "storm", notification(notice(Notice.Status.FIRING, ALERT.firing()), 9_999),
            "recovered",
                notification(notice(Notice.Status.ENDED, ALERT.ended(EndReason.RECOVERED)), 0),
            "no-data", notification(notice(Notice.Status.ENDED, ALERT.ended(EndReason.NO_DATA)), 0),
            "slow-ended",
                notification(
                    notice(Notice.Status.ENDED, ALERT.value(12e9, "ns").ended(EndReason.RECOVERED)),
                    0),
            "withdrawn", notification(notice(Notice.Status.WITHDRAWN, ALERT.retracted()), 0));
    return all.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(
            each ->
                Stream.of(
                    Arguments.of(
                        "slack-" + each.getKey(), SlackMessage.write(each.getValue(), LINKS)),
                    Arguments.of(
                        "slack-reply-" + each.getKey(),
                        SlackMessage.writeReply(each.getValue(), "C1", "1.2")),
                    Arguments.of(
                        "webhook-" + each.getKey(), AlertmanagerBody.write(each.getValue(), LINKS)),
                    Arguments.of(
                        "alertmanager-" + each.getKey(),
                        AlertmanagerPush.write(
                            each.getValue(), LINKS, 60_000, TestingAlerts.START))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysWhatIsWrittenDown(String name, byte[] body) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String said =
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(body)) + "\n";
    Path golden = FOLDER.resolve(name + ".json");
    if (Boolean.getBoolean("goldens.rewrite")) {
      Files.createDirectories(FOLDER);
      Files.writeString(golden, said);
    }
    assertThat(said).isEqualTo(Files.readString(golden));
  }
}
