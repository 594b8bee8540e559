package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.message.Links;
import io.tocsin.notify.Darkness;
import io.tocsin.notify.DeadLetter;
import io.tocsin.notify.Gap;
import io.tocsin.receiver.Receivers;
import io.tocsin.receiver.ReceiversReader;
import io.tocsin.silence.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** The operator in Flink's harness: processing time is moved by hand, HTTP is real. */
final class TestingDelivery implements AutoCloseable {
  private Receivers receivers;
  private long generation;
  private final NotifyHarness harness;

  TestingDelivery(String yaml, @Nullable OperatorSubtaskState state, long nowMillis)
      throws Exception {
    this(yaml, state, nowMillis, new ArrayList<>());
  }

  TestingDelivery(
      String yaml, @Nullable OperatorSubtaskState state, long nowMillis, ArrayList<Silence> atStart)
      throws Exception {
    receivers = read(yaml);
    harness =
        new NotifyHarness(
            new NotifyOperatorFactory(
                new ReceiversText("receivers.yaml", yaml), Links.NONE, () -> atStart));
    harness.setup(DeadLetterSerializer.INSTANCE);
    harness.setProcessingTime(nowMillis);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  private static Receivers read(String yaml) {
    Diagnostics diagnostics = new Diagnostics();
    Receivers read = ReceiversReader.read("receivers.yaml", yaml, diagnostics);
    Assertions.assertThat(diagnostics.render()).isEmpty();
    return read;
  }

  /** From here on alerts are addressed by other receivers, which the operator may not know yet. */
  void routesBy(String yaml, long asOfGeneration) {
    receivers = read(yaml);
    generation = asOfGeneration;
  }

  /** The operator learns of other receivers. */
  void receivers(String yaml, long ofGeneration) throws Exception {
    ReceiversText text = new ReceiversText("receivers.yaml", yaml);
    harness.directive(new ReceiversChange(text, ofGeneration));
  }

  /** The source of logs tells nothing; null: it speaks again. */
  void dark(@Nullable String why) throws Exception {
    harness.directive(new Directive.Dark(Darkness.ofSource(why, harness.getProcessingTime())));
  }

  /** A topic has no logs. */
  void silent(String topic, String why) throws Exception {
    Gap gap = new Gap(why, harness.getProcessingTime());
    harness.directive(new Directive.Dark(new Darkness(Darkness.NONE.whole(), Map.of(topic, gap))));
  }

  void hears(AlertRecord record) throws Exception {
    Set<String> told = receivers.of(record.alert());
    for (String receiver : receivers.names()) {
      harness.addressed(
          new Addressed(receiver, told.contains(receiver), generation, WrittenRecord.of(record)));
    }
  }

  void silenced(Silence silence) throws Exception {
    harness.directive(new SilenceChange(silence.id(), silence));
  }

  void silenceIsGone(String id) throws Exception {
    harness.directive(new SilenceChange(id, null));
  }

  /** What became of alerts, and why. */
  List<String> journal() {
    Queue<StreamRecord<WrittenRecord>> records = harness.getSideOutput(NotifyOperator.JOURNAL);
    return records == null
        ? List.of()
        : records.stream()
            .map(record -> (DeliveryRecord) record.getValue().record())
            .map(record -> record.outcome() + " " + record.status() + " " + record.detail())
            .map(String::strip)
            .toList();
  }

  void settledUntil(long eventTime) throws Exception {
    harness.watermark(eventTime);
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
    return harness.stateEntries();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
