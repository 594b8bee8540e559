package io.tocsin.flink.delivery;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.alert.Transition;
import io.tocsin.receiver.Receivers;
import java.util.Set;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends each alert to what is known at each receiver: to those whom it is for, and to the others
 * because a rule may have named them before. That it fires is nothing to those: in a storm it would
 * be most of the work. Other receivers are passed on before the first alert that is sent by them.
 */
final class RouteFunction extends BroadcastProcessFunction<WrittenRecord, ReceiversRead, Addressed>
    implements CheckpointedFunction {
  /** Receivers that are in force from here on. */
  static final OutputTag<Directive> RECEIVERS =
      new OutputTag<>("receivers", CodecSerializer.DIRECTIVE.of(Directive.class));

  /** Alerts that fire and are for nobody. */
  static final OutputTag<WrittenRecord> NOBODY =
      new OutputTag<>("nobody", WrittenRecordSerializer.TYPE_INFORMATION);

  /** Flink wants a state with which to send to all; what is kept is in {@link ReceiversInForce}. */
  static final MapStateDescriptor<String, String> UNUSED =
      new MapStateDescriptor<>("unused", Types.STRING, Types.STRING);

  private static final long serialVersionUID = 1L;

  private final ReceiversText submitted;
  private transient ReceiversInForce inForce;

  @SuppressWarnings("NullAway.Init") // Flink initialises the state before anything else.
  RouteFunction(ReceiversText submitted) {
    this.submitted = submitted;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    inForce = new ReceiversInForce(context.getOperatorStateStore(), submitted);
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // The state is written as it changes.
  }

  @Override
  public void processElement(
      WrittenRecord record, ReadOnlyContext context, Collector<Addressed> out) {
    if (record.record() instanceof AlertRecord alert) {
      Receivers receivers = inForce.receivers();
      Set<String> told = receivers.of(alert.alert());
      boolean fires = alert.transition() == Transition.FIRED;
      if (told.isEmpty() && fires && alert.alert().facts().recordOnly() == null) {
        long now = context.currentProcessingTime();
        context.output(NOBODY, WrittenRecord.of(nobody(alert.alert(), now)));
      }
      for (String receiver : receivers.names()) {
        boolean addressed = told.contains(receiver);
        if (addressed || !fires) {
          out.collect(new Addressed(receiver, addressed, inForce.generation(), record));
        }
      }
    }
  }

  /** Why nobody is told of an alert is in its history, like whatever holds one back. */
  private static DeliveryRecord nobody(Alert alert, long nowMillis) {
    boolean named = alert.facts().receivers() != null;
    return new DeliveryRecord(
        DeliveryRecord.Outcome.NOBODY,
        "",
        nowMillis,
        alert.id(),
        alert.key(),
        alert.rule(),
        alert.group(),
        "firing",
        alert.level(),
        named
            ? "the rule's 'notify' names nobody that there is"
            : "no route matches, and there is no default receiver",
        null);
  }

  @Override
  public void processBroadcastElement(ReceiversRead read, Context context, Collector<Addressed> out)
      throws Exception {
    ReceiversChange change = read.refusal() == null ? inForce.change(read.receivers()) : null;
    if (change != null) {
      context.output(RECEIVERS, change);
    }
  }
}
