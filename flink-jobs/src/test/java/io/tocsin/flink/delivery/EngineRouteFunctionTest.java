package io.tocsin.flink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.DeliveryRecord;
import io.tocsin.message.TestingAlerts;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineRouteFunctionTest {
  private static final ReceiversText NOBODY = text("receivers: {}");
  private static final ReceiversText ONE =
      text("default: one\nreceivers: {one: {webhook: {url: 'http://localhost:1'}}}");
  private static final ReceiversText OTHER = text(ONE.text().replace("one", "other"));
  private static final TestingAlerts ALERT =
      TestingAlerts.alert("tocsin/receivers-rejected", "receivers.yaml");

  private static ReceiversText text(String yaml) {
    return new ReceiversText("receivers.yaml", yaml);
  }

  private static OneInputStreamOperatorTestHarness<EngineNews, Addressed> harness(
      ReceiversText submitted, @Nullable OperatorSubtaskState state) throws Exception {
    OneInputStreamOperatorTestHarness<EngineNews, Addressed> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new EngineRouteFunction(submitted)));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  private static EngineNews read(ReceiversText text, @Nullable String refusal) {
    return new ReceiversRead(text, refusal, 0);
  }

  @Test
  void anAlertIsForThoseWhoCameBeforeIt() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(ONE, null)) {
      harness.processElement(WrittenRecord.of(ALERT.fired()), 0);
      harness.processElement(read(NOBODY, "no such key"), 0);
      harness.processElement(read(ONE, null), 0);
      harness.processElement(WrittenRecord.of(ALERT.fired()), 0);
      harness.processElement(read(OTHER, null), 0);
      harness.processElement(WrittenRecord.of(ALERT.hasEnded()), 0);

      assertThat(harness.extractOutputValues())
          .extracting(each -> each.receiver() + " by generation " + each.generation())
          .containsExactly("one by generation 0", "one by generation 0", "other by generation 1");
      assertThat(harness.getSideOutput(Routing.RECEIVERS))
          .extracting(change -> change.getValue())
          .containsExactly(new ReceiversChange(OTHER, 1));
      state = harness.snapshot(1, 0);
    }
    try (var restored = harness(ONE, state)) {
      restored.processElement(WrittenRecord.of(ALERT.fired()), 0);

      assertThat(restored.extractOutputValues())
          .extracting(each -> each.receiver() + " by generation " + each.generation())
          .containsExactly("other by generation 0");
    }
  }

  @Test
  void whatFiresForNobodyIsWrittenDown() throws Exception {
    try (var harness = harness(NOBODY, null)) {
      harness.processElement(WrittenRecord.of(ALERT.fired()), 0);
      harness.processElement(WrittenRecord.of(ALERT.hasEnded()), 0);

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(harness.getSideOutput(Routing.NOBODY))
          .singleElement()
          .extracting(nobody -> ((DeliveryRecord) nobody.getValue().record()).outcome())
          .isEqualTo(DeliveryRecord.Outcome.NOBODY);
    }
  }
}
