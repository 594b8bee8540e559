package io.tocsin.sandbox;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that does nothing for ever, for tests of what runs jobs. */
public final class TickingJob {

  private TickingJob() {}

  /** Flink calls this. */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.enableCheckpointing(500);
    env.fromSequence(0, Long.MAX_VALUE).uid("ticks").sinkTo(new DiscardingSink<>()).uid("nothing");
    env.execute("ticking");
  }
}
