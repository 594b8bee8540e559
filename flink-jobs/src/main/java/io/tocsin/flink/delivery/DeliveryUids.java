package io.tocsin.flink.delivery;

/** The names by which a checkpoint knows the operators. One that changes loses its state. */
final class DeliveryUids {
  static final String ALERTS = "delivery-alerts";
  static final String RECEIVERS = "delivery-receivers";
  static final String RECEIVERS_READ = "delivery-receivers-read";
  static final String DEAD_LETTERS_SEEN = "delivery-dead-letters-seen";
  static final String OF_ALERTS = "delivery-of-alerts";
  static final String ROUTE = "delivery-route";
  static final String HEARTBEATS = "delivery-heartbeats";
  static final String ENGINE_WATCH = "delivery-engine-watch";
  static final String ENGINE_ROUTE = "delivery-engine-route";
  static final String NOTIFY = "delivery-notify";
  static final String SILENCES = "delivery-silences";
  static final String JOURNAL = "delivery-journal";
  static final String DEAD_LETTERS = "delivery-dead-letters";
  static final String RECORDS = "delivery-records";
  static final String ALERT_DOCUMENTS = "delivery-alert-documents";
  static final String SLOTS = "delivery-slots";
  static final String SLOT_DOCUMENTS = "delivery-slot-documents";

  private DeliveryUids() {}
}
