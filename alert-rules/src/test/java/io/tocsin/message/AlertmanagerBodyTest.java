package io.tocsin.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.alert.EndReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlertmanagerBodyTest {
  private static final Map<String, String> GROUP = Map.of("alertname", "checkout-errors");

  private static String body(Notice... notices) {
    Notification notification = new Notification("team-hook", GROUP, List.of(notices), 0, 0);
    return new String(AlertmanagerBody.write(notification, Links.NONE), StandardCharsets.UTF_8);
  }

  @Test
  void aFiringAlertIsWrittenAsAlertmanagerWritesIt() throws IOException {
    TestingAlerts alert =
        TestingAlerts.alert().annotations(Map.of("summary", "{{ host.name }}: {{ value }}"));
    String said =
        """
        {"condition":"count()[5m] > 100","description":"Checkout is failing.",
         "sample":"payment \\"refused\\" for <jane> & co","summary":"web-1: 101","value":"101",
         "window":"5m"}""";
    String labels =
        """
        {"alertname":"checkout-errors","host.name":"web-1","severity":"critical"}""";
    String expected =
        """
        {"receiver":"team-hook","status":"firing","alerts":[{"status":"firing",
         "labels":%2$s,"annotations":%1$s,
         "startsAt":"2026-08-22T10:05:00Z","endsAt":"0001-01-01T00:00:00Z",
         "generatorURL":"","fingerprint":"%3$s"}],
         "groupLabels":{"alertname":"checkout-errors"},
         "commonLabels":%2$s,"commonAnnotations":%1$s,
         "externalURL":"","version":"4",
         "groupKey":"{}:{alertname=\\"checkout-errors\\"}","truncatedAlerts":0}"""
            .formatted(
                said,
                labels,
                Fingerprint.of(
                    new TreeMap<>(
                        Map.of(
                            "alertname",
                            "checkout-errors",
                            "host.name",
                            "web-1",
                            "severity",
                            "critical"))));
    ObjectMapper mapper = new ObjectMapper();

    String body = body(new Notice(Notice.Status.FIRING, alert.firing()));

    assertThat(mapper.readTree(body)).isEqualTo(mapper.readTree(expected));
  }

  @Test
  void whatEndedIsResolvedAndSaysWhy() {
    String body =
        body(new Notice(Notice.Status.ENDED, TestingAlerts.alert().ended(EndReason.NO_DATA)));

    assertThat(body)
        .startsWith("{\"receiver\":\"team-hook\",\"status\":\"resolved\"")
        .contains("\"endsAt\":\"2026-08-22T10:15:00Z\"")
        .contains("\"reason\":\"no data\"");
  }

  @Test
  void whatNeverWasIsResolvedAndSaidToBeWithdrawn() {
    String body = body(new Notice(Notice.Status.WITHDRAWN, TestingAlerts.alert().retracted()));

    assertThat(body)
        .contains(
            "\"status\":\"resolved\"", "\"withdrawn\":\"", "\"endsAt\":\"2026-08-22T10:06:00Z\"")
        .doesNotContain("\"reason\"");
  }

  @Test
  void theWholeFiresIfOneDoesAndSharesOnlyWhatIsCommon() {
    String body =
        body(
            new Notice(Notice.Status.ENDED, TestingAlerts.alert().ended(EndReason.RECOVERED)),
            new Notice(Notice.Status.FIRING, TestingAlerts.alert().host("web-2").firing()));

    assertThat(body)
        .startsWith("{\"receiver\":\"team-hook\",\"status\":\"firing\"")
        .contains("\"commonLabels\":{\"alertname\":\"checkout-errors\",\"severity\":\"critical\"}");
  }

  /** The first as in the tests of Prometheus' own client, the second FNV-1a's offset basis. */
  @Test
  void fingerprintsAreThoseOfPrometheus() {
    assertThat(
            Fingerprint.of(
                new TreeMap<>(Map.of("name", "garland, briggs", "fear", "love is not enough"))))
        .isEqualTo("%016x".formatted(5799056148416392346L));
    assertThat(Fingerprint.of(new TreeMap<>())).isEqualTo("cbf29ce484222325");
  }

  @Test
  void aGroupsNameEscapesItsValues() {
    assertThat(Notification.groupKey(Map.of("b", "two \"words\"", "a", "back\\slash")))
        .isEqualTo("{}:{a=\"back\\\\slash\", b=\"two \\\"words\\\"\"}");
  }

  @Test
  void theIdempotencyKeyFollowsWhatIsSaidAndNotTheNumbers() {
    TestingAlerts one = TestingAlerts.alert();
    Notice firing = new Notice(Notice.Status.FIRING, one.firing());
    Notice other = new Notice(Notice.Status.FIRING, one.host("web-2").firing());
    Notice corrected = new Notice(Notice.Status.FIRING, one.value(300, null).firing());
    Notice risen = new Notice(Notice.Status.FIRING, one.level("critical").firing());
    Notice ended = new Notice(Notice.Status.ENDED, one.ended(EndReason.RECOVERED));

    assertThat(key(0, firing, other)).isEqualTo(key(0, other, corrected));
    assertThat(
            List.of(
                key(0, firing),
                key(1, firing),
                key(0, risen),
                key(0, ended),
                key(0, firing, other)))
        .doesNotHaveDuplicates();
  }

  private static String key(int repetition, Notice... notices) {
    return new Notification("team-hook", GROUP, List.of(notices), 0, repetition).idempotencyKey();
  }
}
