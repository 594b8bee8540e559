package io.tocsin.flink.delivery;

import io.tocsin.alert.Heartbeat;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** The signs of life among the records of {@code tocsin.alerts}. */
final class Heartbeats implements FlatMapFunction<WrittenRecord, EngineSign> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(WrittenRecord record, Collector<EngineSign> out) {
    if (record.record() instanceof Heartbeat heartbeat) {
      out.collect(new EngineSign.Beat(heartbeat));
    }
  }
}
