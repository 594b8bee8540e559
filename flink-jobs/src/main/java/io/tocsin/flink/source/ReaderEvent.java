package io.tocsin.flink.source;

import io.tocsin.clock.ClockReport;
import io.tocsin.clock.ClockStatus;
import org.apache.flink.api.connector.source.SourceEvent;

/** What a reader tells the enumerator. Sent as Java objects within one version of the job. */
sealed interface ReaderEvent extends SourceEvent {

  /** Where the reader's partitions stand; the fields are those of {@link ClockReport}. */
  record ClockIs(ClockStatus status, long clockMillis, int partitions) implements ReaderEvent {
    static ClockIs of(ClockReport report) {
      return new ClockIs(report.status(), report.clockMillis(), report.partitions());
    }

    ClockReport report() {
      return new ClockReport(status, clockMillis, partitions);
    }
  }

  /**
   * The newest slot that the reader has begun. Until it is told how the change ends, it begins no
   * other.
   *
   * @param slotMillis the slot's start in milliseconds since the epoch; {@link
   *     RulesInForce#BEGINNING} if it has begun none
   */
  record NewestSlot(long change, long slotMillis) implements ReaderEvent {}
}
