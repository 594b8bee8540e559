package io.tocsin.flink.delivery;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.DeliveryRecord;
import io.tocsin.alert.Transition;
import io.tocsin.receiver.Receivers;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends each alert to what is known at each receiver: to those whom it is for, and to the others
 * because a rule may have named them before. That it fires is nothing to those: in a storm it would
 * be most of the work. Other receivers are passed on before the first alert that is sent by them.
 */
final class Routing {
  /** Receivers that are in force from here on. */
  static final OutputTag<Directive> RECEIVERS =
      new OutputTag<>("receivers", CodecSerializer.DIRECTIVE.of(Directive.class));

  /** Alerts that fire and are for nobody. */
  static final OutputTag<WrittenRecord> NOBODY =
      new OutputTag<>("nobody", WrittenRecordSerializer.TYPE_INFORMATION);

  private final ReceiversInForce inForce;

  Routing(OperatorStateStore state, ReceiversText submitted) throws Exception {
    inForce = new ReceiversInForce(state, submitted);
  }

  /** Takes the file if it has no mistakes, and passes it on if it is another. */
  void change(ReceiversRead read, Consumer<Directive> receivers) throws Exception {
    ReceiversChange change = read.refusal() == null ? inForce.change(read.receivers()) : null;
    if (change != null) {
      receivers.accept(change);
    }
  }

  /** Addresses a record, if it is one of an alert. */
  void route(
      WrittenRecord record,
      long nowMillis,
      Collector<Addressed> out,
      Consumer<WrittenRecord> nobody) {
    if (record.record() instanceof AlertRecord alert) {
      Receivers receivers = inForce.receivers();
      Set<String> told = receivers.of(alert.alert());
      boolean fires = alert.transition() == Transition.FIRED;
      if (told.isEmpty() && fires && alert.alert().facts().recordOnly() == null) {
        nobody.accept(WrittenRecord.of(nobody(alert.alert(), nowMillis)));
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
}
