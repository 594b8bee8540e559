package io.tocsin.tool;

import io.tocsin.document.RawRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How far an input of a replay has been read. */
final class ReplayInput {
  /** An input has no time of its own for a log: one without a time cannot be placed. */
  private static final long NO_RECORD_TIME = -1;

  private final LogInput logs;
  private final int number;
  private long records;
  private long newest = Long.MIN_VALUE;

  /**
   * Of one input, from its beginning.
   *
   * @param number tells the inputs of a replay apart
   */
  ReplayInput(LogInput logs, int number) {
    this.logs = logs;
    this.number = number;
  }

  /** Event time of the newest log so far; {@link Long#MIN_VALUE} before the first. */
  long newest() {
    return newest;
  }

  long position() {
    return logs.position();
  }

  /** The next record; null if there is none. */
  @Nullable RawRecord next() throws IOException {
    byte[] bytes = logs.next();
    return bytes == null
        ? null
        : new RawRecord(logs.name(), number, ++records, NO_RECORD_TIME, bytes);
  }

  /** There was a log of this time in it. */
  void saw(long timestampMillis) {
    newest = Math.max(newest, timestampMillis);
  }
}
