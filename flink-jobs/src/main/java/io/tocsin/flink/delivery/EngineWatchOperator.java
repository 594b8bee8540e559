package io.tocsin.flink.delivery;

import io.tocsin.flink.job.SteadyProcessingTime;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** Runs {@link EngineWatchFunction} by a clock that does not step. */
final class EngineWatchOperator extends KeyedProcessOperator<String, EngineSign, WrittenRecord> {
  private static final long serialVersionUID = 1L;

  EngineWatchOperator() {
    super(new EngineWatchFunction());
  }

  @Override
  protected void setProcessingTimeService(ProcessingTimeService ofTheMachine) {
    super.setProcessingTimeService(new SteadyProcessingTime(ofTheMachine));
  }
}
