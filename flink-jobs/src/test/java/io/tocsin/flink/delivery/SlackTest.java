package io.tocsin.flink.delivery;

import static io.tocsin.message.TestingAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.message.TestingAlerts;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlackTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final TestingAlerts ONE = alert("checkout-errors", "web-1 & <co>");
  private static final TestingAlerts TWO = alert("checkout-errors", "web-2");
  private static final String FIRING = "Firing: checkout-errors web-1 &amp; &lt;co&gt;";
  private static final String ENDED = "Ended (recovered): checkout-errors web-1 &amp; &lt;co&gt;";

  private TestingSlack slack;

  @BeforeEach
  void start() throws Exception {
    slack = new TestingSlack();
  }

  @AfterEach
  void stop() {
    assertThat(slack.complaints()).isEmpty();
    slack.close();
  }

  @Test
  void anAlertIsOneThreadWhoseFirstMessageIsUpdated() throws Exception {
    try (TestingDelivery delivery = new TestingDelivery(slack.receiver(), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(SECOND);
      delivery.answers(1);
      delivery.hears(TWO.fired());
      delivery.at(10 * SECOND);
      delivery.answers(1);
      delivery.hears(ONE.hasEnded());
      delivery.at(20 * SECOND);
      delivery.answers(1);

      assertThat(slack.messages()).containsExactly(ENDED, "Firing: checkout-errors web-2");
      assertThat(slack.replies())
          .containsExactly(
              List.of(ENDED + ", 101 (&gt; 100), after 10m, peak 110, 2050 logs"), List.of());
    }
  }

  @Test
  void aThreadOutlivesARestart() throws Exception {
    OperatorSubtaskState state;
    try (TestingDelivery delivery = new TestingDelivery(slack.receiver(), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(SECOND);
      delivery.answers(1);
      state = delivery.snapshot();
    }
    try (TestingDelivery restored = new TestingDelivery(slack.receiver(), state, MINUTE)) {
      restored.hears(ONE.hasEnded());
      restored.at(2 * MINUTE);
      restored.answers(1);

      assertThat(slack.messages()).containsExactly(ENDED);
    }
  }

  @Test
  void whatFailsOnTheWayIsDoneAgain() throws Exception {
    slack.fails(429, "30").fails(500, null).fails(0, null).says("internal_error");
    try (TestingDelivery delivery = new TestingDelivery(slack.receiver(), null, 0)) {
      delivery.hears(ONE.fired());
      for (int minute = 0; minute < 5; minute++) {
        delivery.at(minute * MINUTE + 1);
        delivery.answers(1);
      }

      assertThat(slack.messages()).containsExactly(FIRING);
      assertThat(slack.requests()).isEqualTo(5);
      assertThat(delivery.deadLetters()).isEmpty();
    }
  }

  @Test
  void whatSlackRefusesIsADeadLetterWithItsReason() throws Exception {
    slack.says("channel_not_found");
    try (TestingDelivery delivery = new TestingDelivery(slack.receiver(), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(1);
      delivery.answers(1);

      assertThat(delivery.deadLetters())
          .singleElement()
          .satisfies(
              letter -> assertThat(letter.reason()).isEqualTo("Slack says channel_not_found"));
    }
  }

  @Test
  void aMessageThatSomebodyDeletedIsWrittenAnew() throws Exception {
    try (TestingDelivery delivery = new TestingDelivery(slack.receiver(), null, 0)) {
      delivery.hears(ONE.fired());
      delivery.at(1);
      delivery.answers(1);
      slack.deleteAll();
      delivery.hears(ONE.hasEnded());
      delivery.at(MINUTE);
      delivery.answers(1);

      assertThat(slack.messages()).containsExactly(ENDED);
    }
  }

  @Test
  void theRateIsKeptAndWhatWaitsBecomesOneMessage() throws Exception {
    try (TestingDelivery delivery = new TestingDelivery(slack.receiver(), null, 0)) {
      for (int i = 0; i < 300; i++) {
        delivery.hears(alert("checkout-errors", "web-" + i).fired());
      }
      delivery.at(1);
      delivery.answers(1);
      assertThat(slack.requests()).isEqualTo(1);
      delivery.at(SECOND);
      assertThat(slack.requests()).isEqualTo(1);
      delivery.at(3 * SECOND);
      delivery.answers(1);
      delivery.at(10 * MINUTE);

      assertThat(slack.requests()).isEqualTo(2);
      assertThat(slack.messages().get(1))
          .startsWith("299 alerts in {alertname=\"checkout-errors\", severity=\"critical\"}")
          .contains("here the 10 largest");
    }
  }

  @Test
  void anIncomingWebhookGetsEachMessageAlsoAfterFailures() throws Exception {
    slack.isSlow().fails(429, "20").fails(500, null).fails(0, null);
    try (TestingDelivery delivery = new TestingDelivery(slack.incoming(), null, 0)) {
      delivery.hears(ONE.fired());
      for (int minute = 0; minute < 5; minute++) {
        delivery.at(minute * MINUTE + 1);
        delivery.answers(1);
      }
      delivery.hears(ONE.hasEnded());
      delivery.at(10 * MINUTE);
      delivery.answers(1);

      assertThat(slack.requests()).isEqualTo(6);
      assertThat(slack.messages()).containsExactly(FIRING, ENDED);
      assertThat(delivery.deadLetters()).isEmpty();
    }
  }
}
