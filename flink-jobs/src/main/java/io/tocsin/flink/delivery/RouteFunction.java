package io.tocsin.flink.delivery;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.AlertsRecord;
import io.tocsin.receiver.Receivers;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Sends each alert to what is known at each receiver: to those whom it is for, and to the others
 * because a rule may have named them before.
 */
final class RouteFunction extends RichFlatMapFunction<AlertsRecord, Addressed> {
  private static final long serialVersionUID = 1L;

  private final ReceiversText text;
  private transient Receivers receivers = Receivers.NONE;

  RouteFunction(ReceiversText text) {
    this.text = text;
  }

  @Override
  public void open(OpenContext context) {
    receivers = text.read();
  }

  @Override
  public void flatMap(AlertsRecord record, Collector<Addressed> out) {
    if (record instanceof AlertRecord alert) {
      Set<String> told = receivers.of(alert.alert());
      for (String receiver : receivers.names()) {
        out.collect(new Addressed(receiver, told.contains(receiver), alert));
      }
    }
  }
}
