package io.tocsin.notify;

import io.tocsin.alert.DeliveryRecord;

/** Takes what becomes of alerts on their way to a receiver. */
@FunctionalInterface
public interface Journal {
  /** Keeps nothing. */
  Journal NONE = record -> {};

  /** Something became of an alert. */
  void add(DeliveryRecord record);
}
