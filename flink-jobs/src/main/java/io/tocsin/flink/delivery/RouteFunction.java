package io.tocsin.flink.delivery;

import io.tocsin.flink.job.SteadyClock;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** The {@link Routing} of what the alerting job says, in each subtask by the same receivers. */
final class RouteFunction extends BroadcastProcessFunction<WrittenRecord, ReceiversRead, Addressed>
    implements CheckpointedFunction {
  /** Flink wants a state with which to send to all; what is kept is in {@link ReceiversInForce}. */
  static final MapStateDescriptor<String, String> UNUSED =
      new MapStateDescriptor<>("unused", Types.STRING, Types.STRING);

  private static final long serialVersionUID = 1L;

  private final ReceiversText submitted;
  private transient Routing routing;

  @SuppressWarnings("NullAway.Init") // Flink initialises the state before anything else.
  RouteFunction(ReceiversText submitted) {
    this.submitted = submitted;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    routing = new Routing(context.getOperatorStateStore(), submitted);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // The state is written as it changes.
  }

  @Override
  public void processElement(
      WrittenRecord record, ReadOnlyContext context, Collector<Addressed> out) {
    long now = SteadyClock.ofThisProcess().absoluteTimeMillis();
    routing.route(record, now, out, nobody -> context.output(Routing.NOBODY, nobody));
  }

  @Override
  public void processBroadcastElement(ReceiversRead read, Context context, Collector<Addressed> out)
      throws Exception {
    routing.change(read, change -> context.output(Routing.RECEIVERS, change));
  }
}
