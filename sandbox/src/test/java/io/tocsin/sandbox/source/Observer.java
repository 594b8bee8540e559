package io.tocsin.sandbox.source;

import io.tocsin.flink.source.SourceElement;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Tells an {@link Observation} what the source emits. */
final class Observer extends AbstractStreamOperator<Long>
    implements OneInputStreamOperator<SourceElement, Long> {
  private static final long serialVersionUID = 1L;
  private final String observation;

  Observer(String observation) {
    this.observation = observation;
  }

  @Override
  public void processElement(StreamRecord<SourceElement> element) {
    Observation.named(observation).element(subtask(), element.getValue());
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    Observation.named(observation).watermark(subtask(), watermark.getTimestamp());
    super.processWatermark(watermark);
  }

  private int subtask() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
  }
}
