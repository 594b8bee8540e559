package io.tocsin.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.EndReason;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerPushTest {
  private static JsonNode pushed(Notice notice) throws IOException {
    Notification notification = new Notification("am", Map.of(), List.of(notice), 0, 0);
    long now = TestingAlerts.START + 120_000;
    return new ObjectMapper()
        .readTree(AlertmanagerPush.write(notification, Links.NONE, 60_000, now))
        .get(0);
  }

  @Test
  void aFiringAlertLastsUntilFourRepetitionsFromNow() throws IOException {
    JsonNode alert = pushed(new Notice(Notice.Status.FIRING, TestingAlerts.alert().firing()));

    assertThat(alert.get("startsAt").asText()).isEqualTo("2026-08-22T10:05:00Z");
    assertThat(alert.get("endsAt").asText()).isEqualTo("2026-08-22T10:11:00Z");
  }

  @Test
  void anEndedAlertHasItsEnd() throws IOException {
    JsonNode alert =
        pushed(new Notice(Notice.Status.ENDED, TestingAlerts.alert().ended(EndReason.RECOVERED)));

    assertThat(alert.get("endsAt").asText()).isEqualTo("2026-08-22T10:15:00Z");
  }

  @Test
  void labelNamesAreThoseThatPrometheusAllows() throws IOException {
    JsonNode alert = pushed(new Notice(Notice.Status.FIRING, TestingAlerts.alert().firing()));

    assertThat(alert.get("labels").toString())
        .isEqualTo(
            "{\"alertname\":\"checkout-errors\",\"host_name\":\"web-1\",\"severity\":\"critical\"}");
  }
}
