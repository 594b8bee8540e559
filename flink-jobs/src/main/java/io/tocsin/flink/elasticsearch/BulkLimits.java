package io.tocsin.flink.elasticsearch;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much is sent at once, and how much is held, by one subtask.
 *
 * @param maxEntries of one request
 * @param maxBytes of one request, before compression
 * @param maxEntryBytes a larger document is refused without being sent
 * @param maxInFlight requests at a time
 * @param maxBuffered entries held besides those in flight; more hold the input back
 * @param linger how long an entry may wait for others to share its request
 */
public record BulkLimits(
    int maxEntries,
    long maxBytes,
    long maxEntryBytes,
    int maxInFlight,
    int maxBuffered,
    Duration linger)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Checks the bounds. */
  public BulkLimits {
    if (maxEntries < 1 || maxInFlight < 1 || maxBytes < 1 || maxEntryBytes < 1) {
      throw new IllegalArgumentException("limits are at least 1");
    }
    if (maxBuffered <= maxEntries) {
      throw new IllegalArgumentException("more must be buffered than a request holds");
    }
  }

  /** 1,000 entries or 5 MiB a request, 2 of them at a time, 10 MiB an entry, sent within 500 ms. */
  public static BulkLimits standard() {
    return new BulkLimits(1_000, 5 << 20, 10 << 20, 2, 4_000, Duration.ofMillis(500));
  }
}
