package io.tocsin.flink.delivery;

import io.tocsin.flink.job.SteadyClock;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The {@link Routing} of the engine's own alerts. Some of them say that receivers are in force, or
 * are not, so both come on one channel: whoever is told that a mistake is mended is told by the
 * receivers that mend it.
 */
final class EngineRouteFunction extends ProcessFunction<EngineNews, Addressed>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final ReceiversText submitted;
  private transient Routing routing;

  @SuppressWarnings("NullAway.Init") // Flink initialises the state before anything else.
  EngineRouteFunction(ReceiversText submitted) {
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
  public void processElement(EngineNews news, Context context, Collector<Addressed> out)
      throws Exception {
    if (news instanceof ReceiversRead read) {
      routing.change(read, change -> context.output(Routing.RECEIVERS, change));
    } else if (news instanceof WrittenRecord record) {
      long now = SteadyClock.ofThisProcess().absoluteTimeMillis();
      routing.route(record, now, out, nobody -> context.output(Routing.NOBODY, nobody));
    }
  }
}
