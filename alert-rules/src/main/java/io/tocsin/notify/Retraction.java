package io.tocsin.notify;

import io.tocsin.alert.Alert;
import io.tocsin.alert.Alert.State;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.EndReason;
import io.tocsin.alert.Transition;
import org.jspecify.annotations.Nullable;

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

  /** The same alert, over. */
  static Alert ended(Alert alert, EndReason reason, long resolvedAt) {
    return copy(alert, alert.id(), State.ENDED, reason, resolvedAt);
  }

  private static Alert copy(Alert alert, String id, State state) {
    return copy(alert, id, state, alert.reason(), alert.resolvedAt());
  }

  private static Alert copy(
      Alert alert, String id, State state, @Nullable EndReason reason, @Nullable Long resolvedAt) {
    return new Alert(
        id,
        alert.key(),
        alert.rule(),
        alert.group(),
        state,
        reason,
        alert.level(),
        alert.startsAt(),
        alert.firedAt(),
        resolvedAt,
        alert.value(),
        alert.peak(),
        alert.logs(),
        alert.readings(),
        alert.samples(),
        alert.top(),
        null,
        alert.facts());
  }
}
