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

  /** About what it adds to the body of a request. */
  long sizeInBytes() {
    int id = entry.id() == null ? 0 : entry.id().length();
    return ACTION_BYTES + entry.target().length() + id + (long) entry.document().length;
  }
}
