package io.tocsin.notify;

import static io.tocsin.message.TestingAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.message.TestingAlerts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NotifierTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final TestingAlerts ONE = alert().host("web-1").value(200, null);
  private static final TestingAlerts TWO = alert().host("web-2").value(150, null);

  private final TestingReceiver receiver = TestingReceiver.usual();

  @Test
  void newsWaitsForCompany() {
    receiver.hears(ONE.fired()).after(Duration.ofSeconds(4));
    receiver.hears(TWO.value(300, null).fired()).after(MINUTE);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-2 + FIRING web-1");
  }

  @Test
  void theNextMessageOfAGroupKeepsItsDistance() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.hasEnded()).after(HOUR);
    receiver.hears(TWO.fired()).after(MINUTE);

    assertThat(receiver.journal())
        .containsExactly("10s: FIRING web-1", "310s: ENDED web-1", "3670s: FIRING web-2");
  }

  @Test
  void nothingWaitsForATimeThatTheClockWasSetBackFrom() {
    receiver.hears(ONE.fired()).after(Duration.ofSeconds(4));
    receiver.setBack(HOUR).after(MINUTE);
    receiver.hears(TWO.fired()).setBack(HOUR).after(Duration.ofMinutes(6));

    assertThat(receiver.journal())
        .containsExactly("-3586s: FIRING web-1", "-6886s: FIRING web-2 + FIRING web-1");
  }

  @Test
  void whatFailedIsTriedAgainThoughTheClockWasSetBack() {
    receiver.answers(Answer.none("no connection"));
    receiver.hears(ONE.fired()).after(Duration.ofSeconds(10));
    receiver.answers(null);
    receiver.setBack(HOUR).after(MINUTE);

    assertThat(receiver.journal()).containsExactly("10s: failed", "-3588s: FIRING web-1");
  }

  @Test
  void whatStillFiresIsShownBesideTheNewsAndRepeatedAfterALongTime() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(TWO.fired()).after(Duration.ofHours(5));

    assertThat(receiver.journal())
        .containsExactly(
            "10s: FIRING web-1",
            "310s: FIRING web-2 + FIRING web-1",
            "14710s: FIRING web-1 + FIRING web-2");
    assertThat(receiver.keys()).doesNotHaveDuplicates();
  }

  @Test
  void whatIsRetractedBeforeItWasSentIsNeverSent() {
    receiver.hears(ONE.fired()).after(Duration.ofSeconds(5));
    receiver.hears(ONE.wasRetracted()).after(HOUR);

    assertThat(receiver.journal()).isEmpty();
  }

  @Test
  void whatIsRetractedAfterwardsIsWithdrawn() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.wasRetracted()).after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1", "310s: WITHDRAWN web-1");
  }

  @Test
  void aCorrectedValueAloneNotifiesNobody() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.value(500, null).amended());
    receiver.hears(ONE.value(501, null).settledFiring()).after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1");
  }

  @Test
  void aHigherLevelNotifiesOnce() {
    receiver.hears(ONE.level("warning").fired()).after(MINUTE);
    receiver.hears(ONE.level("critical").escalated()).after(HOUR);
    receiver.hears(ONE.level("critical").escalated());
    receiver.hears(ONE.level("critical").settledFiring()).after(HOUR);

    assertThat(receiver.journal())
        .containsExactly("10s: FIRING web-1 warning", "310s: FIRING web-1 critical");
  }

  @Test
  void whatCameAndWentBeforeTheMessageIsSaidToBeOver() {
    receiver.hears(ONE.fired()).hears(ONE.hasEnded()).after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: ENDED web-1");
  }

  @Test
  void anEndThatIsTakenBackIsSaid() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.hasEnded()).after(HOUR);
    receiver.hears(ONE.amended()).after(HOUR);

    assertThat(receiver.journal())
        .containsExactly("10s: FIRING web-1", "310s: ENDED web-1", "3670s: FIRING web-1");
  }

  @Test
  void aRepetitionOfWhatIsOverSaysNothing() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.hasEnded()).hears(ONE.settledEnded()).after(HOUR);
    receiver.hears(ONE.fired()).hears(ONE.hasEnded()).hears(ONE.settledEnded()).after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1", "310s: ENDED web-1");
  }

  @Test
  void anAlertWhoseStartMovedIsTheSameToTheReceiver() {
    TestingAlerts earlier = ONE.startsAt(TestingAlerts.START - 60_000);
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.supersededBy(earlier.id()).wasRetracted());
    receiver.hears(earlier.fired()).after(HOUR);
    receiver.hears(earlier.hasEnded()).after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1", "3670s: ENDED web-1");
  }

  @Test
  void theNewestAlertOfARuleAndGroupSpeaksForThem() {
    TestingAlerts again = ONE.startsAt(TestingAlerts.START + 900_000);
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.hasEnded()).hears(again.fired()).after(HOUR);
    receiver.hears(again.hasEnded()).after(HOUR);

    assertThat(receiver.journal())
        .containsExactly("10s: FIRING web-1", "310s: FIRING web-1", "3670s: ENDED web-1");
  }

  @Test
  void whatNeverSettlesIsWithdrawn() {
    receiver.hears(ONE.fired()).hears(TWO.fired()).hears(TWO.settledFiring()).after(MINUTE);
    receiver.settledUntil(TestingAlerts.START + Duration.ofHours(1).toMillis()).after(HOUR);

    assertThat(receiver.journal())
        .containsExactly(
            "10s: FIRING web-1 + FIRING web-2", "310s: WITHDRAWN web-1 + FIRING web-2");
  }

  @Test
  void whatMayStillSettleIsLeftAlone() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.settledUntil(TestingAlerts.START + Duration.ofMinutes(5).toMillis()).after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1");
  }

  @Test
  void whatIsOverIsRememberedForAWhileAndThenForgotten() {
    long end = TestingAlerts.START + 600_000;
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.settledEnded()).after(HOUR);

    receiver.settledUntil(end + Duration.ofHours(2).toMillis());
    assertThat(receiver.all()).hasSize(1);
    receiver.settledUntil(end + Duration.ofMinutes(125).toMillis());
    assertThat(receiver.all()).isEmpty();
    assertThat(new Notifier(receiver.receiver()).isOver(receiver.group(), receiver.now)).isTrue();
  }

  @Test
  void whatIsRecordedOnlyOrForOthersIsNotSent() {
    receiver.hears(ONE.recordOnly("shadow").fired());
    receiver.hears(TWO.fired(), false).after(HOUR);

    assertThat(receiver.journal()).isEmpty();
    assertThat(receiver.all()).isEmpty();
  }

  @Test
  void whoWasToldHearsTheEndAlsoWhenTheRuleNamesOthersByThen() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.hasEnded(), false).after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1", "310s: ENDED web-1");
  }

  @Test
  void aReceiverThatWantsNoEndsHearsNone() {
    TestingReceiver pager =
        new TestingReceiver(TestingReceiver.receiver(TestingReceiver.GROUPING, 500, false));
    pager.hears(ONE.fired()).after(MINUTE);
    pager.hears(ONE.hasEnded()).hears(TWO.fired()).hears(TWO.wasRetracted()).after(HOUR);

    assertThat(pager.journal()).containsExactly("10s: FIRING web-1");
  }

  @Test
  void aStormIsOneMessageThatCountsAndShowsTheLargest() {
    TestingReceiver slack =
        new TestingReceiver(TestingReceiver.receiver(TestingReceiver.GROUPING, 2, true));
    for (int i = 0; i < 1_000; i++) {
      slack.hears(alert().host("web-" + i).value(i, null).fired());
    }
    slack.after(HOUR);

    assertThat(slack.journal()).containsExactly("10s: FIRING web-999 + FIRING web-998 and 998");
  }

  @Test
  void aFailureIsTriedAgainWithTheSameKeyAndAGrowingDistance() {
    receiver.answers(Answer.none("timeout"));
    receiver.hears(ONE.fired()).after(Duration.ofSeconds(60));
    receiver.answers(null);
    receiver.after(HOUR);

    List<String> journal = receiver.journal();
    assertThat(journal).hasSizeBetween(5, 8);
    assertThat(journal.get(0)).isEqualTo("10s: failed");
    assertThat(journal.get(journal.size() - 1)).endsWith("FIRING web-1");
    assertThat(receiver.keys()).containsOnly(receiver.keys().get(0));
  }

  @Test
  void aRetractionEndsTheTrying() {
    receiver.answers(Answer.none("timeout"));
    receiver.hears(ONE.fired()).after(Duration.ofSeconds(20));
    receiver.answers(null);
    receiver.hears(ONE.wasRetracted()).after(HOUR);

    assertThat(receiver.journal()).allMatch(line -> line.endsWith("failed"));
    assertThat(receiver.group().failure()).isNull();
  }

  @Test
  void retryAfterIsObeyed() {
    receiver.answers(new Answer.Later("status 429", Duration.ofSeconds(120), true));
    receiver.hears(ONE.fired()).after(Duration.ofSeconds(129));
    receiver.answers(null);
    receiver.after(MINUTE);

    assertThat(receiver.journal()).containsExactly("10s: failed", "130s: FIRING web-1");
  }

  @Test
  void whatCannotBeDeliveredForAnHourIsADeadLetter() {
    receiver.answers(Answer.none("connection refused"));
    receiver.hears(ONE.fired()).after(Duration.ofHours(2));
    receiver.answers(null);
    receiver.hears(ONE.hasEnded()).after(HOUR);

    assertThat(receiver.deadLetters()).hasSize(1);
    DeadLetter letter = receiver.deadLetters().get(0);
    assertThat(letter.reason()).isEqualTo("connection refused");
    assertThat(letter.alerts()).containsExactly(ONE.id());
    assertThat(letter.at() - letter.since()).isBetween(3_600_000L, 3_700_000L);
    assertThat(letter.attempts()).isGreaterThan(50);
    assertThat(receiver.journal()).last().isEqualTo("7210s: ENDED web-1");
  }

  @Test
  void whatIsRefusedIsADeadLetterAtOnce() {
    receiver.answers(new Answer.Refused("status 400: no such channel"));
    receiver.hears(ONE.fired()).after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: failed");
    assertThat(receiver.deadLetters()).extracting(DeadLetter::attempts).containsExactly(1);
  }

  @Test
  void whatChangedWhileAMessageWasUnderWayIsSaidNext() {
    receiver.hears(ONE.fired());
    receiver.now = 10_000;
    Batch underWay = Objects.requireNonNull(receiver.due());
    receiver.hears(ONE.wasRetracted());
    receiver.take(underWay);
    receiver.after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1", "310s: WITHDRAWN web-1");
  }

  @Test
  void aCrashRepeatsWithTheSameKeyWhatWasNotYetInTheSnapshot() {
    receiver.hears(ONE.fired());
    TestingReceiver.Snapshot snapshot = receiver.snapshot();
    receiver.after(MINUTE);
    receiver.restore(snapshot);
    receiver.after(MINUTE);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1", "60s: FIRING web-1");
    assertThat(receiver.keys().get(1)).isEqualTo(receiver.keys().get(0));
  }
}
