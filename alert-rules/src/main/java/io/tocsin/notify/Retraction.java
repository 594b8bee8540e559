package io.tocsin.notify;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;

/** Records that follow from others rather than being read. */
final class Retraction {
  private Retraction() {}

  /** The record by which an alert that never settled is taken back. */
  static AlertRecord of(AlertRecord record) {
    Alert alert = copy(record.alert(), record.alert().id(), State.RETRACTED);
    return new AlertRecord(Transition.RETRACTED, record.slotMillis(), alert, record.evidence());
  }

  /** What is known of an alert under the id that stands in for it, until that is heard of. */
  static AlertRecord heir(AlertRecord record, String id) {
    Alert alert = copy(record.alert(), id, record.alert().state());
    return new AlertRecord(record.transition(), record.slotMillis(), alert, record.evidence());
  }

  private static Alert copy(Alert alert, String id, State state) {
    return new Alert(
        id,
        alert.key(),
        alert.rule(),
        alert.group(),
        state,
        alert.reason(),
        alert.level(),
        alert.startsAt(),
        alert.firedAt(),
        alert.resolvedAt(),
        alert.value(),
        alert.peak(),
        alert.readings(),
        alert.samples(),
        alert.top(),
        null,
        alert.facts());
  }
}
