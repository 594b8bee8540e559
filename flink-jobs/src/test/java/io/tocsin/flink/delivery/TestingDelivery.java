package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertRecord;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.message.Links;
import io.tocsin.notify.DeadLetter;
import io.tocsin.receiver.Receivers;
import io.tocsin.receiver.ReceiversReader;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** The operator in Flink's harness: processing time is moved by hand, HTTP is real. */
final class TestingDelivery implements AutoCloseable {
  private final Receivers receivers;
  private final KeyedOneInputStreamOperatorTestHarness<String, Addressed, DeadLetter> harness;

  TestingDelivery(String yaml, @Nullable OperatorSubtaskState state, long nowMillis)
      throws Exception {
    Diagnostics diagnostics = new Diagnostics();
    receivers = ReceiversReader.read("receivers.yaml", yaml, diagnostics);
    Assertions.assertThat(diagnostics.render()).isEmpty();
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new NotifyOperatorFactory(new ReceiversText("receivers.yaml", yaml), Links.NONE),
            Addressed::receiver,
            Types.STRING);
    harness.setup(DeadLetterSerializer.INSTANCE);
    harness.setProcessingTime(nowMillis);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  void hears(AlertRecord record) throws Exception {
    Set<String> told = receivers.of(record.alert());
    for (String receiver : receivers.names()) {
      harness.processElement(
          new StreamRecord<>(new Addressed(receiver, told.contains(receiver), record)));
    }
  }

  void settledUntil(long eventTime) throws Exception {
    harness.processWatermark(eventTime);
  }

  void at(long nowMillis) throws Exception {
    harness.setProcessingTime(nowMillis);
  }

  /** Waits for this many answers and lets the operator have them. */
  void answers(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      harness.getTaskMailbox().take(TaskMailbox.MIN_PRIORITY).run();
    }
  }

  OperatorSubtaskState snapshot() throws Exception {
    return harness.snapshot(1, harness.getProcessingTime());
  }

  List<DeadLetter> deadLetters() {
    return harness.extractOutputValues();
  }

  int stateEntries() {
    return harness.numKeyedStateEntries();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
