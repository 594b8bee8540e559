package io.tocsin.flink.delivery;

import static io.tocsin.message.TestingAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.message.TestingAlerts;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receivers that come, go and move while alerts are on their way to them. */
@Timeout(60)
class ChangingReceiversTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final TestingAlerts ONE = alert("checkout-errors", "web-1");
  private static final TestingAlerts TWO = alert("checkout-errors", "web-2");

  @RegisterExtension final TestingEndpoint endpoint = new TestingEndpoint();

  /** The same receiver under another name. */
  private static String renamed(String receivers) {
    return receivers.replace("  hook:", "  other:").replace("default: hook", "default: other");
  }

  @Test
  void aReceiverThatIsNoLongerInTheFileIsForgotten() throws Exception {
    OperatorSubtaskState state;
    try (TestingDelivery delivery = new TestingDelivery(endpoint.hook(""), null, 0)) {
      delivery.hears(ONE.fired());
      state = delivery.snapshot();
    }
    String others = renamed(endpoint.hook(""));
    try (TestingDelivery restored = new TestingDelivery(others, state, 0)) {
      restored.at(60 * MINUTE);

      assertThat(endpoint.waiting()).isZero();
      assertThat(restored.stateEntries()).isZero();
    }
  }

  @Test
  void otherReceiversAreInForceWithoutARestartAndOutliveOne() throws Exception {
    String before = endpoint.hook("group_wait: 0s");
    String after = renamed(before);
    String moved = after.replace("/hook", "/moved");
    OperatorSubtaskState state;
    try (TestingDelivery delivery = new TestingDelivery(before, null, 0)) {
      delivery.routesBy(after, 1);
      delivery.hears(ONE.fired());
      delivery.at(SECOND);
      assertThat(endpoint.waiting()).isZero();

      delivery.receivers(after, 1);
      delivery.answers(1);
      assertThat(endpoint.take().path()).isEqualTo("/hook");
      delivery.receivers(moved, 2);
      delivery.hears(TWO.fired());
      delivery.at(6 * MINUTE);
      delivery.answers(1);
      assertThat(endpoint.take().path()).isEqualTo("/moved");
      state = delivery.snapshot();
    }
    try (TestingDelivery restored = new TestingDelivery(before, state, 7 * MINUTE)) {
      restored.routesBy(moved, 0);
      restored.hears(ONE.hasEnded());
      restored.at(12 * MINUTE);
      restored.answers(1);
      assertThat(endpoint.take().path()).isEqualTo("/moved");
    }
  }

  @Test
  void anAlertThatOvertakesTheNewAddressOfItsReceiverWaitsForIt() throws Exception {
    String before = endpoint.hook("group_wait: 0s");
    String moved = before.replace("/hook", "/moved");
    try (TestingDelivery delivery = new TestingDelivery(before, null, 0)) {
      delivery.routesBy(moved, 1);
      delivery.hears(ONE.fired());
      delivery.at(SECOND);
      assertThat(endpoint.waiting()).isZero();

      delivery.receivers(moved, 1);
      delivery.answers(1);
      assertThat(endpoint.take().path()).isEqualTo("/moved");
    }
  }

  /** Each subtask that routes passes a change on when it has come there, which may be late. */
  @Test
  void aChangeThatWasTakenIsNotTakenFromAnother() throws Exception {
    String before = endpoint.hook("group_wait: 0s");
    String moved = before.replace("/hook", "/moved");
    try (TestingDelivery delivery = new TestingDelivery(before, null, 0)) {
      delivery.receivers(moved, 1);
      delivery.receivers(before, 2);
      delivery.receivers(moved, 1);
      delivery.hears(ONE.fired());
      delivery.at(SECOND);
      delivery.answers(1);

      assertThat(endpoint.take().path()).isEqualTo("/hook");
    }
  }

  @Test
  void theFirstAlertOfAReceiverThatGoesIsSentIfItIsOnItsWay() throws Exception {
    String before = endpoint.hook("group_wait: 0s");
    String after = renamed(before);
    try (TestingDelivery delivery = new TestingDelivery(before, null, 0)) {
      delivery.receivers(after.replace("/hook", "/other"), 1);
      delivery.hears(ONE.fired());
      delivery.at(SECOND);
      delivery.answers(1);

      assertThat(endpoint.take().path()).isEqualTo("/hook");
    }
  }

  @Test
  void nothingWaitsForAReceiverThatWillNotCome() throws Exception {
    String before = endpoint.hook("");
    String others = renamed(before);
    try (TestingDelivery delivery = new TestingDelivery(before, null, 0)) {
      delivery.routesBy(others, 0);
      delivery.hears(ONE.fired());
      delivery.at(10 * SECOND);

      assertThat(endpoint.waiting()).isZero();
      assertThat(delivery.stateEntries()).isZero();
      assertThat(delivery.snapshot().hasState()).isTrue();
    }
  }

  @Test
  void whatIsOnItsWayToAReceiverThatGoesIsSentAndNothingElse() throws Exception {
    String before = endpoint.hook("");
    String after = renamed(before);
    try (TestingDelivery delivery = new TestingDelivery(before, null, 0)) {
      delivery.hears(ONE.fired());
      delivery.receivers(after, 1);
      delivery.hears(TWO.fired());
      delivery.at(10 * SECOND);
      delivery.answers(1);
      assertThat(endpoint.take().body().path("alerts")).hasSize(2);

      delivery.at(10 * 60 * MINUTE);
      assertThat(endpoint.waiting()).isZero();
      assertThat(delivery.stateEntries()).isZero();
    }
  }
}
