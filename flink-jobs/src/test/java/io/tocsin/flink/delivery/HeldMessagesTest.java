package io.tocsin.flink.delivery;

import static io.tocsin.message.TestingAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.message.TestingAlerts;
import io.tocsin.silence.LabelMatcher;
import io.tocsin.silence.Silence;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that wait for a silence to be over, or for a source that can be seen. */
@Timeout(60)
class HeldMessagesTest {
  private static final long MINUTE = 60_000;
  private static final TestingAlerts ONE = alert("checkout-errors", "web-1");

  @RegisterExtension final TestingEndpoint endpoint = new TestingEndpoint();

  @Test
  void whatIsSilencedWaitsUntilTheSilenceIsOver() throws Exception {
    OperatorSubtaskState state;
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook("group_wait: 0s"), null, 0)) {
      delivery.silenced(silence(10 * MINUTE));
      delivery.hears(ONE.fired());
      delivery.at(5 * MINUTE);
      assertThat(endpoint.waiting()).isZero();
      assertThat(delivery.journal())
          .containsExactly(
              "HELD firing silenced: silence s1 by jane until 1970-01-01T00:10:00Z: deploying");
      state = delivery.snapshot();
    }
    try (TestingDelivery restored =
        new TestingDelivery(endpoint.hook("group_wait: 0s"), state, 6 * MINUTE)) {
      restored.at(10 * MINUTE);
      restored.answers(1);

      assertThat(endpoint.take().body().path("status").asText()).isEqualTo("firing");
      assertThat(restored.journal()).containsExactly("SENT firing");
    }
  }

  @Test
  void aSilenceThatIsEndedCountsAtOnce() throws Exception {
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook("group_wait: 0s"), null, 0)) {
      delivery.silenced(silence(10 * MINUTE));
      delivery.hears(ONE.fired());
      delivery.silenced(silence(10 * MINUTE).endedAt(0));
      delivery.at(1);
      delivery.answers(1);

      assertThat(endpoint.take().body().path("status").asText()).isEqualTo("firing");
    }
  }

  @Test
  void aJobThatBeginsKnowsWhatIsSilencedBeforeItSends() throws Exception {
    ArrayList<Silence> known = new ArrayList<>(List.of(silence(10 * MINUTE)));
    try (TestingDelivery delivery =
        new TestingDelivery(endpoint.hook("group_wait: 0s"), null, 0, known)) {
      delivery.hears(ONE.fired());
      delivery.at(MINUTE);

      assertThat(endpoint.waiting()).isZero();
    }
  }

  @Test
  void whatWasSilencedWhileTheJobWasAwayIsKnownBeforeItSends() throws Exception {
    OperatorSubtaskState state;
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook(""), null, 0)) {
      delivery.hears(ONE.fired());
      state = delivery.snapshot();
    }
    ArrayList<Silence> known = new ArrayList<>(List.of(silence(10 * MINUTE)));
    try (TestingDelivery restored = new TestingDelivery(endpoint.hook(""), state, MINUTE, known)) {
      restored.at(9 * MINUTE);

      assertThat(endpoint.waiting()).isZero();
    }
  }

  @Test
  void alertsForWantOfLogsAreHeldUnderTheSilenceOfTheSourceAcrossARestart() throws Exception {
    OperatorSubtaskState state;
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook("group_wait: 0s"), null, 0)) {
      delivery.dark("held under tocsin/source-silent: none");
      delivery.hears(alert("pay-silent", "web-1").fired());
      delivery.hears(alert("gone-silent", "web-1").fired());
      delivery.at(MINUTE);
      assertThat(delivery.journal())
          .containsExactly(
              "HELD firing darkness: held under tocsin/source-silent: none",
              "HELD firing darkness: held under tocsin/source-silent: none");
      state = delivery.snapshot();
    }
    try (TestingDelivery restored =
        new TestingDelivery(endpoint.hook("group_wait: 0s"), state, 2 * MINUTE)) {
      restored.at(3 * MINUTE);
      restored.dark(null);
      restored.hears(alert("gone-silent", "web-1").hasEnded());
      restored.at(9 * MINUTE);
      assertThat(endpoint.waiting()).isZero();

      restored.at(10 * MINUTE + 1);
      restored.answers(1);
      assertThat(endpoint.take().body().at("/groupLabels/alertname").asText())
          .isEqualTo("pay-silent");
    }
  }

  @Test
  void alertsOfASilentTopicAreHeldAcrossARestartAndThoseOfAnotherAreSent() throws Exception {
    OperatorSubtaskState state;
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook("group_wait: 0s"), null, 0)) {
      delivery.silent("logs.a", "held under tocsin/source-silent: none in logs.a");
      delivery.hears(alert("pay-silent", "web-1").firedOf("logs.a"));
      delivery.at(MINUTE);
      state = delivery.snapshot();
    }
    try (TestingDelivery restored =
        new TestingDelivery(endpoint.hook("group_wait: 0s"), state, 2 * MINUTE)) {
      restored.hears(alert("pay-silent", "web-2").firedOf("logs.a"));
      restored.at(3 * MINUTE);
      assertThat(restored.journal())
          .containsExactly("HELD firing darkness: held under tocsin/source-silent: none in logs.a");

      restored.hears(alert("api-silent", "web-1").firedOf("logs.b"));
      restored.at(4 * MINUTE);
      restored.answers(1);
      assertThat(endpoint.take().body().at("/groupLabels/alertname").asText())
          .isEqualTo("api-silent");
    }
  }

  private static Silence silence(long untilMillis) {
    List<LabelMatcher> matchers = List.of(LabelMatcher.parse("host_name=web-1"));
    return new Silence("s1", matchers, 0, untilMillis, "jane", "deploying");
  }
}
