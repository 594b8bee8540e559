package io.tocsin.notify;

import static io.tocsin.message.TestingAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.message.TestingAlerts;
import io.tocsin.receiver.MuteTime;
import io.tocsin.silence.LabelMatcher;
import io.tocsin.silence.Silence;
import io.tocsin.weekly.WeeklyTimes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class QuietTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final TestingAlerts ONE = alert().host("web-1").value(200, null);
  private static final TestingAlerts TWO = alert().host("web-2").value(150, null);
  private static final Silence SILENCE = silence("host.name=web-1", 0, HOUR.toMillis());

  private final TestingReceiver receiver = TestingReceiver.usual();

  private static Silence silence(String matcher, long from, long until) {
    return new Silence("s1", List.of(LabelMatcher.parse(matcher)), from, until, "jane", "deploy");
  }

  @Test
  void whatIsSilencedIsNotSentAndWhyIsKnown() {
    receiver.silenced(SILENCE).hears(ONE.fired()).hears(TWO.fired()).after(MINUTE);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-2");
    assertThat(receiver.reports())
        .containsExactly(
            "HELD firing web-1 silenced: silence s1 by jane until 1970-01-01T01:00:00Z: deploy",
            "WAITING firing web-2 until 1970-01-01T00:00:10Z, with its group",
            "SENT firing web-2");
  }

  @Test
  void whatStillFiresAfterASilenceIsSent() {
    receiver.silenced(SILENCE).hears(ONE.fired()).after(Duration.ofHours(2));

    assertThat(receiver.journal()).containsExactly("3610s: FIRING web-1");
  }

  @Test
  void whatCameAndWentInASilenceIsNeverSent() {
    receiver.silenced(SILENCE).hears(ONE.fired()).after(MINUTE);
    receiver.hears(ONE.hasEnded()).after(Duration.ofHours(5));

    assertThat(receiver.journal()).isEmpty();
  }

  @Test
  void anAnnouncedAlertThatEndsInASilenceIsSaidToBeOverAfterwards() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.silenced(SILENCE).hears(ONE.hasEnded()).after(Duration.ofMinutes(30));
    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1");

    receiver.after(HOUR);
    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1", "3610s: ENDED web-1");
  }

  @Test
  void whatIsSilencedIsNotRepeatedNorShownBesideOthers() {
    receiver.hears(ONE.fired()).after(MINUTE);
    receiver.silenced(silence("host.name=web-1", 0, Duration.ofHours(9).toMillis()));
    receiver.hears(TWO.fired()).after(Duration.ofHours(4));

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1", "310s: FIRING web-2");
  }

  @Test
  void aSilenceThatIsEndedCountsAtOnceAndOneToComeLater() {
    receiver.silenced(SILENCE).hears(ONE.fired()).after(MINUTE);
    receiver.silenced(silence("host.name=web-1", 600_000, 700_000)).after(MINUTE);
    assertThat(receiver.journal()).containsExactly("70s: FIRING web-1");

    receiver.after(Duration.ofMinutes(9)).hears(ONE.hasEnded()).after(Duration.ofMinutes(5));
    assertThat(receiver.journal()).containsExactly("70s: FIRING web-1", "710s: ENDED web-1");
  }

  @Test
  void aRetractionInASilenceLeavesNoTrace() {
    receiver.silenced(SILENCE).hears(ONE.fired()).hears(ONE.wasRetracted()).after(HOUR);

    assertThat(receiver.journal()).isEmpty();
  }

  @Test
  void aMuteTimeHoldsBackWhatIsNew() {
    WeeklyTimes firstHour =
        new WeeklyTimes(
            List.of(new WeeklyTimes.Span(EnumSet.allOf(DayOfWeek.class), 0, 60, ZoneOffset.UTC)));
    TestingReceiver sleeper =
        new TestingReceiver(
            TestingReceiver.receiver(
                TestingReceiver.GROUPING, 500, true, List.of(new MuteTime("nights", firstHour))));

    sleeper.hears(ONE.fired()).hears(TWO.fired()).after(MINUTE);
    sleeper.hears(TWO.hasEnded()).after(HOUR);

    assertThat(sleeper.journal()).containsExactly("3610s: FIRING web-1");
    assertThat(sleeper.reports())
        .startsWith("HELD firing web-1 muted: mute time nights")
        .endsWith("SENT firing web-1");
  }

  private static final TestingAlerts SILENT = alert("pay-silent", "web-1");

  @Test
  void whileTheSourceTellsNothingAlertsForWantOfLogsAreHeldUnderIt() {
    receiver.dark("held under tocsin/source-silent: no log").hears(SILENT.fired());
    receiver.hears(ONE.fired()).after(HOUR);

    assertThat(receiver.journal()).containsExactly("10s: FIRING web-1");
    assertThat(receiver.reports())
        .startsWith("HELD firing web-1 darkness: held under tocsin/source-silent: no log");
  }

  @Test
  void whatStillFiresOnceTheRuleHasSeenEnoughOfTheSourceIsSent() {
    receiver.dark("no log").hears(SILENT.fired()).after(MINUTE);
    receiver.dark(null).after(Duration.ofMinutes(6));
    assertThat(receiver.journal()).isEmpty();
    assertThat(receiver.reports())
        .endsWith(
            "HELD firing web-1 darkness: the source speaks again since 1970-01-01T00:01:00Z;"
                + " what the rule looks at may have gaps until 1970-01-01T00:08:00Z");

    receiver.after(Duration.ofMinutes(2));
    assertThat(receiver.journal()).containsExactly("490s: FIRING web-1");
  }

  @Test
  void whatEndsWhenTheSourceSpeaksAgainIsNeverSent() {
    receiver.dark("no log").hears(SILENT.fired()).after(MINUTE);
    receiver.dark(null).hears(SILENT.hasEnded()).after(Duration.ofHours(2));

    assertThat(receiver.journal()).isEmpty();
  }

  @Test
  void anAlertForWantOfLogsThatWasToldBeforeIsSaidToBeOverAfterwards() {
    receiver.hears(SILENT.fired()).after(MINUTE);
    receiver.dark("no log").after(Duration.ofHours(5));
    receiver.dark(null).hears(SILENT.hasEnded()).after(HOUR);

    assertThat(receiver.journal()).hasSize(2).startsWith("10s: FIRING web-1");
    assertThat(receiver.journal().get(1)).endsWith("ENDED web-1");
  }

  @Test
  void whileATopicIsSilentAlertsForWantOfItsLogsAloneAreHeldUnderIt() {
    receiver.silent("logs.a").hears(SILENT.firedOf("logs.a"));
    receiver.hears(SILENT.host("web-2").firedOf("logs.a", "logs.b"));
    receiver.hears(SILENT.host("web-3").firedOf("logs.b"));
    receiver.hears(SILENT.host("web-4").fired());
    receiver.hears(ONE.host("web-5").firedOf("logs.a")).after(HOUR);

    assertThat(receiver.journal())
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("10s: ")
        .contains("web-2", "web-3", "web-4", "web-5")
        .doesNotContain("web-1");
    assertThat(receiver.reports())
        .startsWith(
            "HELD firing web-1 darkness: held under tocsin/source-silent: no log in logs.a");
  }

  @Test
  void anAlertOfSeveralTopicsIsHeldWhenAllOfThemAreSilent() {
    receiver.silent("logs.a", "logs.b").hears(SILENT.firedOf("logs.a", "logs.b")).after(HOUR);
    assertThat(receiver.journal()).isEmpty();

    // One of them speaks again, and is held against the rule for as long as it looks back.
    receiver.silent("logs.a").after(Duration.ofMinutes(6));
    assertThat(receiver.journal()).isEmpty();
    receiver.after(Duration.ofMinutes(2));
    assertThat(receiver.journal()).containsExactly("4030s: FIRING web-1");
  }

  @Test
  void whatStillFiresOnceTheRuleHasSeenEnoughOfATopicIsSent() {
    receiver.silent("logs.a").hears(SILENT.firedOf("logs.a"));
    receiver.hears(SILENT.host("web-2").firedOf("logs.a")).after(MINUTE);
    receiver.silent().hears(SILENT.host("web-2").endedOf("logs.a")).after(Duration.ofMinutes(6));
    assertThat(receiver.journal()).isEmpty();
    assertThat(receiver.reports())
        .contains(
            "HELD firing web-1 darkness: topic logs.a speaks again since 1970-01-01T00:01:00Z;"
                + " what the rule looks at may have gaps until 1970-01-01T00:08:00Z");

    receiver.after(Duration.ofHours(2));
    assertThat(receiver.journal()).containsExactly("490s: FIRING web-1");
  }

  @Test
  void aTopicThatFallsSilentAgainHoldsAgain() {
    receiver.silent("logs.a").hears(SILENT.firedOf("logs.a")).after(MINUTE);
    receiver.silent().after(Duration.ofMinutes(5));
    receiver.silent("logs.a").after(HOUR);

    assertThat(receiver.journal()).isEmpty();
  }

  /** What is closest to the alert says most. */
  @Test
  void whileAllIsDarkAnAlertIsHeldUnderItsOwnTopic() {
    receiver.dark("held under tocsin/source-stalled: gone").hears(SILENT.firedOf("logs.a"));
    receiver.hears(SILENT.host("web-2").fired());

    assertThat(receiver.reports())
        .containsExactly(
            "HELD firing web-1 darkness: held under tocsin/source-stalled: gone",
            "HELD firing web-2 darkness: held under tocsin/source-stalled: gone");
    assertThat(
            Darkness.ofSource("held under one topic or the other", 0)
                .becoming(new Gap("all", 0), Map.of("logs.a", "held under logs.a"), 0)
                .of(SILENT.firedOf("logs.a"), 1))
        .isEqualTo(new Hold(Hold.Kind.DARKNESS, "held under logs.a"));
  }

  @Test
  void aStateOfTheFirstVersionIsRead() {
    GroupState group = StateCodec.readGroup(old(StateCodec.write(receiver.group()), 1));
    assertThat(group).isEqualTo(receiver.group());

    receiver.hears(ONE.fired());
    TrackedAlert alert = receiver.all().get(0);
    assertThat(StateCodec.readAlert(old(StateCodec.write(alert), 2))).isEqualTo(alert);
  }

  /** What the first version wrote: without the optional texts at the end. */
  private static byte[] old(byte[] written, int texts) {
    byte[] bytes = Arrays.copyOf(written, written.length - texts);
    bytes[0] = 1;
    return bytes;
  }
}
