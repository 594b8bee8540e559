package io.tocsin.benchmark.micro;

import io.tocsin.benchmark.workload.LogWorkload;
import io.tocsin.document.RawRecord;

/** Logs of the workload as records, handed out again and again; more than the caches hold. */
final class Records {
  /** A whole minute of the past. */
  static final long START_MILLIS = 1_750_000_020_000L;

  private static final int COUNT = 32_768;
  private static final int PER_SECOND = 20_000;

  private final RawRecord[] records = new RawRecord[COUNT];
  private int next;

  Records() {
    LogWorkload logs = new LogWorkload(1, START_MILLIS, PER_SECOND);
    for (int i = 0; i < COUNT; i++) {
      records[i] = new RawRecord("logs", 0, i, logs.nextMillis(), logs.next());
    }
  }

  RawRecord next() {
    return records[next++ & (COUNT - 1)];
  }
}
