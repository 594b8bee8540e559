package io.tocsin.flink.delivery;

import java.util.Collection;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What {@link NotifyOperator} counts. */
final class DeliveryMetrics {
  private final Counter requests;
  private final Counter delivered;
  private final Counter failed;
  private final Counter deadLetters;

  DeliveryMetrics(MetricGroup group, Supplier<Collection<ReceiverDesk>> desks) {
    requests = group.counter("notificationRequests");
    delivered = group.counter("notificationsDelivered");
    failed = group.counter("notificationsFailed");
    deadLetters = group.counter("notificationsDeadLettered");
    Gauge<Integer> underWay =
        () -> desks.get().stream().mapToInt(ReceiverDesk::requestsUnderWay).sum();
    group.gauge("notificationsUnderWay", underWay);
  }

  void requestBegins() {
    requests.inc();
  }

  void delivered() {
    delivered.inc();
  }

  void failed() {
    failed.inc();
  }

  void deadLetter() {
    deadLetters.inc();
  }
}
