package io.tocsin.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Heartbeat;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineWatchFunctionTest {
  private static final long START = 1_787_393_100_000L;

  private static KeyedOneInputStreamOperatorTestHarness<String, EngineSign, WrittenRecord> harness(
      @Nullable OperatorSubtaskState state, long now) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, EngineSign, WrittenRecord> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new EngineWatchOperator(), record -> EngineWatchFunction.ENGINE, Types.STRING);
    harness.setProcessingTime(now);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static EngineSign beat(long at) {
    return new EngineSign.Beat(new Heartbeat(0, 1, at, at, 0, null));
  }

  private static List<String> said(
      KeyedOneInputStreamOperatorTestHarness<String, EngineSign, WrittenRecord> harness) {
    return harness.extractOutputValues().stream()
        .map(record -> ((AlertRecord) record.record()).transition().text())
        .toList();
  }

  @Test
  void aJobThatIsGoneIsAnAlertThatEndsWhenItIsBack() throws Exception {
    try (var harness = harness(null, START)) {
      harness.processElement(beat(START), 0);
      harness.setProcessingTime(START + 30_000);
      assertThat(said(harness)).isEmpty();
      harness.setProcessingTime(START + 32_000);
      assertThat(said(harness)).containsExactly("fired", "settled");
      harness.processElement(beat(START + 40_000), 0);
      harness.setProcessingTime(START + 41_000);
      assertThat(said(harness)).containsExactly("fired", "settled", "ended", "settled");
    }
  }

  /** So that whoever routes knows receivers before the alert that says that they are in force. */
  @Test
  void whatWasReadAndWhatIsSaidOfItIsNewsInItsOrder() throws Exception {
    ReceiversText text = new ReceiversText("receivers.yaml", "receivers: {}");
    try (var harness = harness(null, START)) {
      harness.processElement(
          new EngineSign.Receivers(new ReceiversRead(text, "no such key", START)), 0);
      harness.setProcessingTime(START + 1_000);
      harness.processElement(
          new EngineSign.Receivers(new ReceiversRead(text, null, START + 1_500)), 0);
      harness.setProcessingTime(START + 2_000);

      assertThat(harness.getSideOutput(EngineWatchFunction.NEWS))
          .extracting(news -> news(news.getValue()))
          .containsExactly("no such key", "fired", "settled", "in force", "ended", "settled");
      assertThat(said(harness)).containsExactly("fired", "settled", "ended", "settled");
    }
  }

  private static String news(EngineNews news) {
    if (news instanceof ReceiversRead read) {
      return read.refusal() == null ? "in force" : read.refusal();
    }
    return ((AlertRecord) ((WrittenRecord) news).record()).transition().text();
  }

  @Test
  void whoGoesOnByAClockThatWasSetBackMissesAJobAsSoon() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(null, START)) {
      harness.processElement(beat(START), 0);
      state = harness.snapshot(1, START);
    }
    long earlier = START - 3_600_000;
    try (var harness = harness(state, earlier)) {
      harness.processElement(beat(earlier), 0);
      harness.setProcessingTime(earlier + 20_000);
      assertThat(said(harness)).isEmpty();
      harness.setProcessingTime(earlier + 60_000);
      assertThat(said(harness)).containsExactly("fired", "settled");
    }
  }

  @Test
  void aJobWhoseClockIsSlowIsThereOnceItHasSpokenForLong() throws Exception {
    try (var harness = harness(null, START)) {
      harness.processElement(beat(START), 0);
      harness.setProcessingTime(START + 40_000);
      assertThat(said(harness)).containsExactly("fired", "settled");
      for (long second = 40; second < 80; second++) {
        harness.processElement(beat(START + second * 1_000 - 3_600_000), 0);
        harness.setProcessingTime(START + second * 1_000);
      }
      assertThat(said(harness)).containsExactly("fired", "settled", "ended", "settled");
    }
  }

  @Test
  void whoWasAwayHimselfWaitsBeforeHeMissesAnybody() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(null, START)) {
      harness.processElement(beat(START), 0);
      state = harness.snapshot(1, START);
    }
    long later = START + 3_600_000;
    try (var harness = harness(state, later)) {
      harness.setProcessingTime(later + 1);
      harness.setProcessingTime(later + 20_000);
      assertThat(said(harness)).isEmpty();
      harness.setProcessingTime(later + 32_000);
      assertThat(said(harness)).containsExactly("fired", "settled");
    }
  }
}
