package io.tocsin.flink.delivery;

import io.tocsin.flink.job.JobEnvironment;
import io.tocsin.notify.DeadLetter;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;

/** Flink's harness for an operator that a factory makes, with keys on its first input only. */
final class NotifyHarness extends AbstractStreamOperatorTestHarness<DeadLetter> {
  NotifyHarness(NotifyOperatorFactory factory) throws Exception {
    super(factory, JobEnvironment.MAX_PARALLELISM, 1, 0);
    KeySelector<Addressed, String> receiver = Addressed::receiver;
    config.setStatePartitioner(0, receiver);
    config.setStateKeySerializer(
        Types.STRING.createSerializer(executionConfig.getSerializerConfig()));
    config.serializeAllConfigs();
  }

  @SuppressWarnings("unchecked") // The factory makes no other.
  private TwoInputStreamOperator<Addressed, Directive, DeadLetter> notifying() {
    return (TwoInputStreamOperator<Addressed, Directive, DeadLetter>) (Object) operator;
  }

  void addressed(Addressed addressed) throws Exception {
    StreamRecord<Addressed> record = new StreamRecord<>(addressed);
    operator.setKeyContextElement1(record);
    notifying().processElement1(record);
  }

  void directive(Directive change) throws Exception {
    notifying().processElement2(new StreamRecord<>(change));
  }

  void watermark(long eventTime) throws Exception {
    notifying().processWatermark1(new Watermark(eventTime));
  }

  int stateEntries() {
    return ((HeapKeyedStateBackend<?>) getOperator().getKeyedStateBackend())
        .numKeyValueStateEntries();
  }
}
