package io.tocsin.flink.elasticsearch;

import java.util.concurrent.ConcurrentSkipListMap;

/**
 * When the oldest entry that is not settled was accepted, to the second.
 *
 * <p>Counts entries by second, so that it holds a few numbers whatever is buffered. Changed by one
 * thread, read by any.
 */
final class Ages {
  private static final long SECOND = 1_000;

  private final ConcurrentSkipListMap<Long, Integer> bySecond = new ConcurrentSkipListMap<>();

  void accepted(PendingEntry pending) {
    bySecond.merge(pending.acceptedMillis() / SECOND, 1, Integer::sum);
  }

  void settled(PendingEntry pending) {
    bySecond.computeIfPresent(
        pending.acceptedMillis() / SECOND, (second, count) -> count == 1 ? null : count - 1);
  }

  /** How long the oldest has been waiting, in milliseconds; 0 if there is none. */
  long oldestMillis(long nowMillis) {
    var oldest = bySecond.firstEntry();
    return oldest == null ? 0 : Math.max(0, nowMillis - oldest.getKey() * SECOND);
  }
}
