package io.tocsin.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From the webhook's body to the line on the terminal. */
class NarrationTest {

  private static final String BODY =
      """
      {"version":"4","alerts":[{"status":"%s",
       "labels":{"alertname":"error-burst","service.name":"checkout","host.name":"web-3",
                 "severity":"critical"},
       "annotations":{"value":"412","condition":"count() > 100","window":"5m",
                      "sample":"connection refused","reason":"recovered",
                      "summary":"412 errors of checkout on web-3"},
       "startsAt":"2026-11-20T10:05:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"f1"}]}
      """;

  private final TestingClock clock = new TestingClock(Instant.parse("2026-11-20T10:05:12Z"));
  private final StringWriter out = new StringWriter();
  private final Narrator narrator = new Narrator(new PrintWriter(out), false, clock);
  private final Tally tally = new Tally(clock);
  private final Incident incident =
      new Incident(
          Incident.Kind.ERROR_BURST,
          "checkout failing on web-3",
          Set.of("checkout", "web-3"),
          Duration.ZERO,
          Duration.ofSeconds(60));

  @Test
  void anAlertIsToldWithTheDelaySinceWhatCausedIt() throws Exception {
    narrator.injected(incident);
    tally.begin(incident);
    clock.advance(Duration.ofMillis(14_200));
    deliver(BODY.formatted("firing"), 200);

    assertThat(out.toString().replace("\r", ""))
        .isEqualTo(
            """
            10:05:12  injected: checkout failing on web-3
            10:05:26  FIRING error-burst {host.name=web-3, service.name=checkout}: 412 (count() > 100) over 5m, 14.2 s after the injection
                      412 errors of checkout on web-3
                      log: connection refused
            """);
  }

  @Test
  void anEndIsToldWithItsReason() throws Exception {
    tally.begin(incident);
    tally.end(incident);
    clock.advance(Duration.ofSeconds(90));
    deliver(BODY.formatted("resolved"), 200);

    assertThat(out.toString())
        .contains("ENDED error-burst {host.name=web-3, service.name=checkout}: recovered")
        .contains("90.0 s after the incident");
  }

  @Test
  void aRepetitionIsToldOnceAndCountedOnce() throws Exception {
    tally.begin(incident);
    deliver(BODY.formatted("firing"), 200);
    deliver(BODY.formatted("firing"), 200);

    assertThat(out.toString()).containsOnlyOnce("FIRING");
    assertThat(tally.fired()).isEqualTo(1);
    assertThat(tally.unexplained()).isZero();
  }

  @Test
  void anAlertThatNoIncidentExplainsIsCounted() throws Exception {
    deliver(BODY.formatted("firing"), 200);

    assertThat(tally.unexplained()).isEqualTo(1);
  }

  @Test
  void anAlertThatATrialForeseesIsExplained() throws Exception {
    tally.foresee("web-3");
    deliver(BODY.formatted("firing"), 200);

    assertThat(tally.fired()).isEqualTo(1);
    assertThat(tally.unexplained()).isZero();
    assertThat(tally.delays()).isEmpty();
  }

  @Test
  void whatIsNoAlertmanagerBodyIsRefused() throws Exception {
    deliver("{\"text\": \"hello\"}", 400);
    deliver("no json", 400);

    assertThat(out.toString()).isEmpty();
  }

  private void deliver(String body, int expectedStatus) throws IOException, InterruptedException {
    try (WebhookReceiver receiver =
        new WebhookReceiver(
            notice -> tally.take(notice).ifPresent(delay -> narrator.alert(notice, delay)))) {
      assertThat(post(receiver.uri(), body)).isEqualTo(expectedStatus);
    }
  }

  private static int post(URI uri, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static final class TestingClock extends Clock {

    private Instant now;

    TestingClock(Instant now) {
      this.now = now;
    }

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(now, zone);
    }
  }
}
