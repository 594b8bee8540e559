package io.tocsin.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.api.Test;

class SlackMessageTest {
  private static final Links LINKS = new Links("", "https://kibana.example", "logs-*");

  private static JsonNode message(Notice... notices) throws IOException {
    Notification notification =
        new Notification("slack", Map.of("alertname", "checkout-errors"), List.of(notices), 0, 0);
    return new ObjectMapper().readTree(SlackMessage.write(notification, LINKS));
  }

  private static String field(JsonNode attachment, String title) {
    for (JsonNode field : attachment.get("fields")) {
      if (field.get("title").asText().equals(title)) {
        return field.get("value").asText();
      }
    }
    return "no field " + title;
  }

  @Test
  void itSaysWhatHappenedAndLeadsToTheLogs() throws IOException {
    TestingAlerts alert =
        TestingAlerts.alert()
            .annotations(Map.of("summary", "{{ host.name }} fails", "runbook", "https://run/book"));

    JsonNode attachment =
        message(new Notice(Notice.Status.FIRING, alert.firing())).get("attachments").get(0);

    assertThat(attachment.get("title").asText()).isEqualTo("Firing: checkout-errors web-1");
    assertThat(attachment.get("color").asText()).isEqualTo("danger");
    assertThat(field(attachment, "Value")).isEqualTo("101 (&gt; 100)");
    assertThat(field(attachment, "Window")).isEqualTo("5m");
    assertThat(field(attachment, "Since"))
        .isEqualTo("<!date^1787393100^{date_short_pretty} {time_secs}|2026-08-22T10:05:00Z>");
    assertThat(attachment.get("text").asText())
        .contains("|Logs in Kibana>  <https://run/book|Runbook>")
        .endsWith(
            "Silence: `tocsin silence add alertname=checkout-errors host.name=web-1 --for 2h"
                + " --why 'in hand'`");
    assertThat(attachment.get("title_link").asText())
        .startsWith("https://kibana.example/app/discover#/?_g=")
        .contains("service.name%3A%20checkout", "host.name%3A%20%22web-1%22");
  }

  @Test
  void whatComesOutOfLogsCannotForgeAnything() throws IOException {
    JsonNode message = message(new Notice(Notice.Status.FIRING, TestingAlerts.alert().firing()));

    assertThat(message.get("attachments").get(0).get("text").asText())
        .startsWith(
            "web-1: 101 checkout errors\n" + "```payment \"refused\" for &lt;jane&gt; &amp; co```");
  }

  @Test
  void onlyRecoveryIsGreen() throws IOException {
    for (EndReason reason : EndReason.values()) {
      JsonNode message =
          message(new Notice(Notice.Status.ENDED, TestingAlerts.alert().ended(reason)));

      assertThat(message.get("attachments").get(0).get("color").asText())
          .isEqualTo(reason == EndReason.RECOVERED ? "good" : "warning");
      assertThat(message.get("attachments").get(0).get("title").asText())
          .isEqualTo("Ended (" + reason.text() + "): checkout-errors web-1");
    }
  }

  @Test
  void itSaysHowCompleteTheEvidenceIsAndWhatWasCommonest() throws IOException {
    Alert alert =
        TestingAlerts.alert()
            .top(Map.of("error.type", List.of(new Count("Timeout", 80), new Count("<none>", 21))))
            .firing();
    long read = TestingAlerts.START + 120_000;

    JsonNode attachment =
        message(new Notice(Notice.Status.FIRING, alert, new Evidence(read, 3, 1)))
            .get("attachments")
            .get(0);

    assertThat(field(attachment, "Top error.type")).isEqualTo("Timeout (80), &lt;none&gt; (21)");
    assertThat(field(attachment, "Evidence"))
        .isEqualTo("logs read up to 2026-08-22T10:07:00Z, 3 came late, 1 partition silent");
  }

  @Test
  void anEndSaysHowLongItLastedAndWhatThePeakWas() throws IOException {
    JsonNode attachment =
        message(
                new Notice(
                    Notice.Status.ENDED,
                    TestingAlerts.alert().value(12e9, "ns").ended(EndReason.NO_DATA)))
            .get("attachments")
            .get(0);

    assertThat(attachment.get("title").asText())
        .isEqualTo("Ended (no data): checkout-errors web-1");
    assertThat(field(attachment, "Value")).startsWith("12s (&gt; 100");
    assertThat(field(attachment, "Lasted")).isEqualTo("10m");
    assertThat(field(attachment, "Peak")).isEqualTo("12s");
    assertThat(attachment.get("text").asText()).doesNotContain("Silence:");
  }

  @Test
  void aWithdrawalSaysWhy() throws IOException {
    JsonNode message =
        message(new Notice(Notice.Status.WITHDRAWN, TestingAlerts.alert().retracted()));

    assertThat(message.get("attachments").get(0).get("text").asText())
        .contains("logs that came late, or were read again after a restart");
  }

  @Test
  void nothingIsLongerThanSlackTakes() throws IOException {
    String huge = "😀".repeat(50_000);
    Alert alert = TestingAlerts.alert().host(huge).annotations(Map.of("summary", huge)).firing();

    JsonNode attachment = message(new Notice(Notice.Status.FIRING, alert)).at("/attachments/0");

    assertThat(attachment.get("title").asText()).hasSizeLessThanOrEqualTo(130).endsWith("…");
    assertThat(attachment.get("text").asText()).hasSizeLessThan(16_000);
    assertThat(attachment.has("title_link")).isFalse();
  }

  @Test
  void severalAlertsAreCounted() throws IOException {
    Notification storm =
        new Notification(
            "slack",
            Map.of("alertname", "checkout-errors"),
            List.of(new Notice(Notice.Status.FIRING, TestingAlerts.alert().firing())),
            9_999,
            0);

    JsonNode message = new ObjectMapper().readTree(SlackMessage.write(storm, LINKS));

    assertThat(message.get("text").asText())
        .isEqualTo("10000 alerts in {alertname=\"checkout-errors\"}, here the 1 largest");
  }

  /** Slack writes the link's name, the time, and an end to what is too long, in its own way. */
  @Test
  void thePictureShowsWhatIsSaid() throws IOException {
    String picture = Files.readString(Path.of("../docs/slack-message.svg"));
    Alert alert =
        TestingAlerts.alert()
            .annotations(
                Map.of(
                    "summary", "{{ host.name }}: {{ value }} checkout errors",
                    "runbook", "https://run/book"))
            .top(
                Map.of(
                    "error.type",
                    List.of(new Count("PaymentTimeout", 80), new Count("CardRefused", 21))))
            .firing();
    long read = TestingAlerts.START + 125_000;

    JsonNode attachment =
        message(new Notice(Notice.Status.FIRING, alert, new Evidence(read, 3, 0)))
            .at("/attachments/0");

    assertThat(picture).contains(attachment.get("title").asText(), "Logs in Kibana", "Runbook");
    assertThat(picture).contains("tocsin silence add alertname=checkout-errors host.name=web-1");
    assertThat(picture).contains(attachment.get("text").asText().lines().findFirst().orElseThrow());
    for (JsonNode fact : attachment.get("fields")) {
      assertThat(picture).contains(fact.get("title").asText());
      if (!fact.get("title").asText().equals("Since")) {
        assertThat(picture).contains(fact.get("value").asText());
      }
    }
  }
}
