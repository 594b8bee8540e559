package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Heartbeat;
import io.tocsin.notify.EngineWatch.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineWatchTest {
  private static final long START = 1_787_393_100_000L;

  private final List<String> said = new ArrayList<>();
  private final List<AlertRecord> records = new ArrayList<>();
  private EngineHealth health = EngineHealth.UNKNOWN;
  private long listeningSince = START;

  private void beats(int subtask, int subtasks, int second, @Nullable Integer blindSince) {
    Long blind = blindSince == null ? null : Long.valueOf(START + blindSince * 1_000L);
    health =
        health.hearing(new Heartbeat(subtask, subtasks, START + second * 1_000L, START, 0, blind));
    listeningSince = START + second * 1_000L;
  }

  private void at(int second) {
    health = StateCodec.readHealth(StateCodec.write(health));
    Verdict verdict = EngineWatch.judge(health, listeningSince, START + second * 1_000L);
    health = verdict.health();
    records.addAll(verdict.records());
    verdict.records().forEach(record -> said.add(second + "s " + record.transition().text()));
  }

  @Test
  void aJobThatWasNeverThereIsNotMissed() {
    at(3_600);

    assertThat(said).isEmpty();
  }

  @Test
  void aJobWhoseClockIsAheadIsMissedAsSoonAsAnyOther() {
    beats(0, 1, 3_600, null);
    at(1);
    listeningSince = START;
    at(31);
    assertThat(said).isEmpty();
    at(32);
    // Its clock is right now.
    beats(0, 1, 33, null);
    at(34);

    assertThat(said).containsExactly("32s fired", "32s settled", "34s ended", "34s settled");
  }

  @Test
  void aJobThatSaysNothingIsMissedUntilItSpeaksAgain() {
    beats(0, 1, 0, null);
    at(30);
    assertThat(said).isEmpty();
    at(31);
    at(60);
    beats(0, 1, 90, null);
    at(91);
    at(100);

    assertThat(said).containsExactly("31s fired", "31s settled", "91s ended", "91s settled");
    assertThat(records).extracting(record -> record.alert().id()).containsOnly(id());
    assertThat(records.get(0).alert().facts().description())
        .isEqualTo("The alerting job has said nothing since 2026-08-22T10:05:00Z.");
  }

  private String id() {
    return records.get(0).alert().id();
  }

  @Test
  void oneSubtaskThatIsGoneIsMissed() {
    beats(0, 2, 0, null);
    beats(1, 2, 0, null);
    beats(0, 2, 31, null);
    at(32);

    assertThat(records.get(0).alert().facts().description())
        .startsWith("Subtask 1 of 2 of the alerting job has said nothing");
  }

  @Test
  void aJobThatIsBlindForLongIsAnAlertAndOneThatBlinksIsNot() {
    beats(0, 1, 10, 5);
    at(11);
    beats(0, 1, 20, null);
    at(21);
    beats(0, 1, 40, 22);
    at(41);
    assertThat(said).isEmpty();
    beats(0, 1, 55, 22);
    at(56);
    beats(0, 1, 60, null);
    at(61);

    assertThat(said).containsExactly("56s fired", "56s settled", "61s ended", "61s settled");
  }

  @Test
  void whileOldHeartbeatsAreReadNothingIsKnownOfNow() {
    beats(0, 1, 0, null);
    listeningSince = START + 3_599_000;
    at(3_600);
    assertThat(said).isEmpty();

    beats(0, 1, 3_601, null);
    at(3_602);
    assertThat(said).isEmpty();
  }

  private void hears(int second, int topics, Map<String, Integer> silentSince) {
    Map<String, Long> silent = new HashMap<>();
    silentSince.forEach((topic, since) -> silent.put(topic, START + since * 1_000L));
    listeningSince = START + second * 1_000L;
    health = health.hearing(new Heartbeat(0, 1, listeningSince, START, 0, null, topics, silent));
  }

  @Test
  void aSilentTopicIsOneAlertOfItsOwnAndAllIsDarkOnlyWhenAllAre() {
    hears(0, 2, Map.of());
    at(1);
    hears(20, 2, Map.of("logs", 5));
    at(21);
    assertThat(said).containsExactly("21s fired", "21s settled");
    assertThat(health.darkness().whole().why()).isNull();
    assertThat(health.darkness().topics()).containsOnlyKeys("logs");
    assertThat(records.get(0).alert().rule()).isEqualTo("tocsin/source-silent");
    assertThat(records.get(0).alert().group()).containsOnly(Map.entry("tocsin.subject", "logs"));

    hears(25, 2, Map.of("logs", 5, "audit", 7));
    at(26);
    String why =
        "held under tocsin/source-silent: No log has come to topic audit since"
            + " 2026-08-22T10:05:07Z. Alerts for want of logs that came from there alone are held"
            + " back.";
    assertThat(health.darkness().whole().why()).isEqualTo(why);
    assertThat(health.darkness().topics()).containsEntry("audit", new Gap(why, START + 26_000));

    hears(30, 2, Map.of("audit", 7));
    at(31);
    assertThat(health.darkness())
        .isEqualTo(
            new Darkness(
                new Gap(null, START + 31_000),
                Map.of(
                    "logs", new Gap(null, START + 31_000), "audit", new Gap(why, START + 26_000))));
    hears(35, 2, Map.of());
    at(36);
    hears(3_755, 2, Map.of());
    at(3_755);
    assertThat(health.darkness().topics()).containsOnlyKeys("audit");
    at(3_756);
    assertThat(health.darkness().topics()).isEmpty();
    assertThat(said)
        .containsExactly(
            "21s fired",
            "21s settled",
            "26s fired",
            "26s settled",
            "31s ended",
            "31s settled",
            "36s ended",
            "36s settled");
  }

  @Test
  void aJobThatHasJustBegunDoesNotKnowWhatIsSilent() {
    hears(0, 1, Map.of("logs", 0));
    at(1);
    hears(10, 0, Map.of());
    at(11);
    assertThat(said).containsExactly("1s fired", "1s settled");
    assertThat(health.darkness().whole().why()).isNotNull();
    assertThat(health.darkness().topics())
        .hasEntrySatisfying("logs", gap -> assertThat(gap.why()).isNotNull());

    hears(12, 1, Map.of());
    at(13);
    assertThat(said).endsWith("13s ended", "13s settled");
    assertThat(health.darkness().whole().why()).isNull();
    assertThat(health.darkness().topics()).containsEntry("logs", new Gap(null, START + 13_000));
  }

  /** It ends with the number of topics, which the third version did not say. */
  @Test
  void aStateFromBeforeTopicsWereToldApartIsReadAndKnowsThemAtOnce() {
    hears(0, 1, Map.of("logs", 0));
    at(1);
    health = health.saying(health.said(), Darkness.ofSource("all is silent", START));
    byte[] written = StateCodec.write(health);
    byte[] old = Arrays.copyOf(written, written.length - Integer.BYTES);
    old[0] = 3;
    assertThat(StateCodec.readHealth(old)).isEqualTo(health);

    health = StateCodec.readHealth(old);
    assertThat(changesAt(2)).isTrue();
    assertThat(health.darkness().whole().why()).isEqualTo("all is silent");
    assertThat(health.darkness().topics()).containsOnlyKeys("logs");
  }

  /** Who notifies is told when something changes, and not each second. */
  @Test
  void darknessChangesWithEachTopicThatFallsSilentAndComesBack() {
    hears(0, 2, Map.of());
    assertThat(changesAt(1)).isFalse();
    hears(20, 2, Map.of("logs", 5));
    assertThat(changesAt(21)).isTrue();
    assertThat(changesAt(22)).isFalse();
    hears(25, 3, Map.of("logs", 5, "audit", 7));
    assertThat(changesAt(26)).isTrue();
    hears(30, 3, Map.of("audit", 7));
    assertThat(changesAt(31)).isTrue();
    assertThat(changesAt(32)).isFalse();
  }

  private boolean changesAt(int second) {
    Verdict verdict = EngineWatch.judge(health, listeningSince, START + second * 1_000L);
    health = verdict.health();
    return verdict.changesDarkness();
  }

  @Test
  void aBlindJobIsDarkToo() {
    beats(0, 1, 40, 5);
    at(41);

    assertThat(health.darkness().whole().why()).startsWith("held under tocsin/source-stalled: ");
  }

  @Test
  void deadLettersAreOneAlertAStageWhileTheyKeepComing() {
    health = health.hearing("index", new DeadLetters(START, START, "mapping: not a number"));
    health = health.hearing("index", new DeadLetters(START + 1, START + 1, "mapping: no date"));
    at(2);
    at(299);
    at(302);

    assertThat(said).containsExactly("2s fired", "2s settled", "302s ended", "302s settled");
    assertThat(records.get(0).alert().facts().description())
        .isEqualTo(
            "What could not be taken at stage 'index' goes to the topic of dead letters: mapping:"
                + " no date");
  }

  @Test
  void aFileOfReceiversThatIsRefusedIsAnAlertUntilItIsMended() {
    health = health.hearing(new EngineHealth.Refusal("receivers.yaml", START, "no such key"));
    at(1);
    health = health.hearing(new EngineHealth.Refusal("receivers.yaml", START + 9, "another"));
    at(10);
    health = health.hearing((EngineHealth.Refusal) null);
    at(20);

    assertThat(said).containsExactly("1s fired", "1s settled", "20s ended", "20s settled");
    assertThat(records.get(0).alert().rule()).isEqualTo("tocsin/receivers-rejected");
  }

  @Test
  void aJobThatStartsAgainWithFewerSubtasksIsWhole() {
    beats(0, 2, 0, null);
    beats(1, 2, 0, null);
    beats(0, 1, 25, null);
    beats(1, 2, 1, null);
    at(50);

    assertThat(said).isEmpty();
  }
}
