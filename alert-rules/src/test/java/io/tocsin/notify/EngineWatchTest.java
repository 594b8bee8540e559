package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Heartbeat;
import io.tocsin.notify.EngineWatch.Verdict;
import java.util.ArrayList;
import java.util.List;
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
