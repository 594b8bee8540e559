package io.tocsin.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.EndReason;
import java.io.IOException;
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
    assertThat(field(attachment, "Runbook")).isEqualTo("https://run/book");
    assertThat(attachment.get("title_link").asText())
        .startsWith("https://kibana.example/app/discover#/?_g=")
        .contains("service.name%3A%20checkout", "host.name%3A%20%22web-1%22");
  }

  @Test
  void whatComesOutOfLogsCannotForgeAnything() throws IOException {
    JsonNode message = message(new Notice(Notice.Status.FIRING, TestingAlerts.alert().firing()));

    assertThat(message.get("attachments").get(0).get("text").asText())
        .isEqualTo(
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
        .isEqualTo("10000 alerts in {alertname=\"checkout-errors\"}, the first 1");
  }
}
