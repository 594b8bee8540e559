package io.tocsin.flink.delivery;

import static io.tocsin.message.TestingAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.delivery.TestingEndpoint.Received;
import io.tocsin.message.TestingAlerts;
import io.tocsin.notify.DeadLetter;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When messages are sent, what becomes of them, and what a restart knows of them. */
@Timeout(60)
class NotifyOperatorTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final TestingAlerts ONE = alert("checkout-errors", "web-1");
  private static final TestingAlerts TWO = alert("checkout-errors", "web-2");

  @RegisterExtension final TestingEndpoint endpoint = new TestingEndpoint();

  @Test
  void anAlertIsOneRequestThatCarriesItsKeyAndCredentials() throws Exception {
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook(""), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.hears(TWO.fired());
      delivery.at(10 * SECOND);
      delivery.answers(1);

      Received request = endpoint.take();
      assertThat(request.body().path("status").asText()).isEqualTo("firing");
      assertThat(request.body().path("alerts")).hasSize(2);
      assertThat(request.header("Authorization")).isEqualTo("Bearer t0ken");
      assertThat(request.header("X-team")).isEqualTo("payments");
      assertThat(request.header("Idempotency-key")).hasSize(32);
      delivery.at(60 * MINUTE);
      assertThat(endpoint.waiting()).isZero();
    }
  }

  @Test
  void anEndIsSentAfterTheGroupsInterval() throws Exception {
    try (TestingDelivery delivery =
        new TestingDelivery(endpoint.hook("group_interval: 1m"), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(10 * SECOND);
      delivery.answers(1);
      delivery.hears(ONE.hasEnded());
      delivery.at(70 * SECOND);
      delivery.answers(1);

      assertThat(endpoint.take().body().path("status").asText()).isEqualTo("firing");
      assertThat(endpoint.take().body().path("status").asText()).isEqualTo("resolved");
    }
  }

  @Test
  void retryAfterIsObeyedAndServerErrorsAreTriedAgain() throws Exception {
    endpoint.answers("/hook", 429, "30").answers("/hook", 500, null).drops("/hook");
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook("group_wait: 0s"), null, 0)) {
      delivery.at(SECOND);
      delivery.hears(ONE.fired());
      delivery.answers(1);
      String key = endpoint.take().header("Idempotency-key");

      delivery.at(30 * SECOND);
      assertThat(endpoint.waiting()).isZero();
      delivery.at(31 * SECOND);
      delivery.answers(1);
      delivery.at(40 * SECOND);
      delivery.answers(1);
      delivery.at(60 * SECOND);
      delivery.answers(1);

      Set<String> keys = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        keys.add(endpoint.take().header("Idempotency-key"));
      }
      assertThat(keys).containsOnly(key);
      delivery.at(60 * MINUTE);
      assertThat(endpoint.waiting()).isZero();
      assertThat(delivery.deadLetters()).isEmpty();
    }
  }

  @Test
  void whatIsRefusedIsADeadLetter() throws Exception {
    endpoint.answers("/hook", 404, null);
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook("group_wait: 0s"), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(SECOND);
      delivery.answers(1);

      assertThat(delivery.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).isEqualTo("status 404: ok"))
          .extracting(DeadLetter::receiver)
          .isEqualTo("hook");
    }
  }

  @Test
  void aReceiverThatNeverAnswersDelaysNoOther() throws Exception {
    String yaml =
        """
        receivers:
          slow: {webhook: {url: '%s'}, group_wait: 0s, timeout: 300ms}
          quick: {webhook: {url: '%s'}, group_wait: 0s}
        routes: [{match: {severity: critical}, notify: [slow, quick]}]
        """
            .formatted(endpoint.url("/slow"), endpoint.url("/quick"));
    endpoint.neverAnswers("/slow");
    try (TestingDelivery delivery = new TestingDelivery(yaml, null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(1);
      delivery.answers(1);

      Set<String> paths = Set.of(endpoint.take().path(), endpoint.take().path());
      assertThat(paths).containsExactlyInAnyOrder("/slow", "/quick");
      delivery.answers(1);
      delivery.at(10 * SECOND);
      delivery.answers(1);
      assertThat(endpoint.take().path()).isEqualTo("/slow");
    }
  }

  @Test
  void whatIsUnderWayCountsAsUnsentInASnapshot() throws Exception {
    endpoint.neverAnswers("/hook");
    OperatorSubtaskState state;
    String first;
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook(""), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(10 * SECOND);
      // Closing ends a request that has not gone out, so it must have arrived.
      first = endpoint.take().header("Idempotency-key");
      state = delivery.snapshot();
    }
    try (TestingDelivery restored = new TestingDelivery(endpoint.hook(""), state, 11 * SECOND)) {
      restored.at(12 * SECOND);
      restored.answers(1);

      assertThat(endpoint.take().header("Idempotency-key")).isEqualTo(first);
      restored.at(60 * MINUTE);
      assertThat(endpoint.waiting()).isZero();
    }
  }

  @Test
  void whatWasSentIsNotSentAgainAfterARestore() throws Exception {
    OperatorSubtaskState state;
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook(""), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(10 * SECOND);
      delivery.answers(1);
      endpoint.take();
      state = delivery.snapshot();
    }
    try (TestingDelivery restored = new TestingDelivery(endpoint.hook(""), state, 20 * SECOND)) {
      restored.hears(ONE.fired());
      restored.at(60 * MINUTE);
      assertThat(endpoint.waiting()).isZero();

      restored.at(5 * 60 * MINUTE);
      restored.answers(1);
      assertThat(endpoint.take().body().path("status").asText()).isEqualTo("firing");
    }
  }

  @Test
  void whatNeverSettlesIsWithdrawnAndWhatIsOverIsForgotten() throws Exception {
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook(""), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.hears(TWO.settledEnded());
      delivery.at(10 * SECOND);
      delivery.answers(1);
      delivery.settledUntil(TestingAlerts.START + 20 * MINUTE);
      delivery.at(6 * MINUTE);
      delivery.answers(1);

      endpoint.take();
      Received withdrawal = endpoint.take();
      assertThat(withdrawal.body().path("alerts")).hasSize(1);
      assertThat(withdrawal.body().at("/alerts/0/annotations").has("withdrawn")).isTrue();

      delivery.settledUntil(TestingAlerts.START + 200 * MINUTE);
      delivery.at(20 * MINUTE);
      assertThat(delivery.stateEntries()).isZero();
    }
  }

  @Test
  void requestsToOneReceiverAreBoundedAndAllGroupsHaveTheirTurn() throws Exception {
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook("group_wait: 0s"), null, 0)) {
      for (int i = 0; i < 20; i++) {
        delivery.hears(alert("rule-" + i, "web-1").fired());
      }
      delivery.at(1);
      delivery.answers(20);

      Set<String> rules = new HashSet<>();
      for (int i = 0; i < 20; i++) {
        rules.add(endpoint.take().body().at("/groupLabels/alertname").asText());
      }
      assertThat(rules).hasSize(20);
    }
  }

  @Test
  void aReceiverThatIsDownIsTriedUntilItIsGivenUpAndDelaysNoOther() throws Exception {
    String yaml =
        """
        receivers:
          down: {webhook: {url: '%s'}, group_wait: 0s, give_up_after: 1m}
          fine: {webhook: {url: '%s'}, group_wait: 0s}
        routes: [{match: {severity: critical}, notify: [down, fine]}]
        """
            .formatted(endpoint.url("/down"), endpoint.url("/fine"));
    for (int i = 0; i < 100; i++) {
      endpoint.answers("/down", 503, null);
    }
    try (TestingDelivery delivery = new TestingDelivery(yaml, null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(1);
      delivery.answers(2);
      Set<String> first = Set.of(endpoint.take().path(), endpoint.take().path());
      assertThat(first).containsExactlyInAnyOrder("/down", "/fine");

      long now = 0;
      int tries = 1;
      while (delivery.deadLetters().isEmpty()) {
        now += MINUTE / 2;
        delivery.at(now);
        delivery.answers(1);
        assertThat(endpoint.take().path()).isEqualTo("/down");
        tries++;
      }
      assertThat(now).isEqualTo(MINUTE + MINUTE / 2); // the first try was after 1 ms, not at 0
      int attempts = tries;
      assertThat(delivery.deadLetters())
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.refused()).isFalse();
                assertThat(letter.attempts()).isEqualTo(attempts);
                assertThat(letter.reason()).isEqualTo("status 503: ok");
              });
    }
  }

  @Test
  void whatBecomesOfAnAlertIsWrittenDown() throws Exception {
    endpoint.answers("/hook", 500, null).answers("/hook", 400, null);
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook(""), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(10 * SECOND);
      delivery.answers(1);
      delivery.at(30 * SECOND);
      delivery.answers(1);
      endpoint.take();
      endpoint.take();

      assertThat(delivery.journal())
          .containsExactly(
              "WAITING firing until 1970-01-01T00:00:10Z, with its group",
              "RETRYING firing status 500: ok",
              "GIVEN_UP firing status 400: ok");
      assertThat(delivery.deadLetters()).extracting(DeadLetter::refused).containsExactly(true);
    }
  }

  @Test
  void aStormIsOneMessageThatCountsAllAndShowsTheLargest() throws Exception {
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook("max_alerts: 10"), null, 0)) {
      for (int i = 0; i < 10_000; i++) {
        delivery.hears(alert("checkout-errors", "web-" + i).fired());
      }
      delivery.at(10 * SECOND);
      delivery.answers(1);

      Received message = endpoint.take();
      assertThat(message.body().path("alerts")).hasSize(10);
      assertThat(message.body().path("truncatedAlerts").asInt()).isEqualTo(9_990);
      delivery.at(60 * MINUTE);
      assertThat(endpoint.waiting()).isZero();
    }
  }
}
