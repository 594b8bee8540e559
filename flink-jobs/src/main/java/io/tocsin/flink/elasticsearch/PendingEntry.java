package io.tocsin.flink.elasticsearch;

import java.io.Serializable;

/**
 * An entry that is not settled yet.
 *
 * @param acceptedMillis when the sink was given it, in milliseconds since the epoch
 */
record PendingEntry(BulkEntry entry, long acceptedMillis) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of the action line, beside target and id. */
  private static final int ACTION_BYTES = 64;

  /**
   * The same after a request or a crash of which nobody knows what became of it. Where a repeat
   * changes nothing by itself, nothing changes.
   */
  PendingEntry inDoubt() {
    boolean creates = entry.operation() == BulkEntry.Operation.CREATE && entry.id() != null;
    return creates && !entry.mayBeThere()
        ? new PendingEntry(entry.thatMayBeThere(), acceptedMillis)
        : this;
  }

  /** About what it adds to the body of a request. */
  long sizeInBytes() {
    int id = entry.id() == null ? 0 : entry.id().length();
    return ACTION_BYTES + entry.target().length() + id + (long) entry.document().length;
  }
}
