package io.tocsin.flink.elasticsearch;

import org.jspecify.annotations.Nullable;

/**
 * What Elasticsearch says of one entry of a bulk request.
 *
 * @param reason its name for the fault; null where there is none
 * @param detail what it says of the fault; null where there is none
 */
record ItemAnswer(int status, @Nullable String reason, @Nullable String detail) {
  private static final int TOO_MANY_REQUESTS = 429;

  /** What follows for the entry. */
  enum Verdict {
    /** It is there. */
    DONE,
    /** It was there before. */
    ALREADY_DONE,
    /** The same may be taken later. */
    RETRY,
    /** It will never be taken. */
    REFUSED
  }

  /** What follows for this entry. */
  Verdict verdict(BulkEntry entry) {
    if (status >= 200 && status < 300) {
      return Verdict.DONE;
    }
    if (status == 409) {
      // With an external version a newer document is there. An update that lost a race wins a later
      // one.
      boolean there = entry.operation() == BulkEntry.Operation.CREATE || entry.version() != null;
      return there ? Verdict.ALREADY_DONE : Verdict.RETRY;
    }
    return isTemporary(status) ? Verdict.RETRY : Verdict.REFUSED;
  }

  /** Whether a status says that the server, not what was sent, is the trouble. */
  static boolean isTemporary(int status) {
    return status == TOO_MANY_REQUESTS || status == 502 || status == 503 || status == 504;
  }

  /** Whether the server says that it did not even begin. */
  boolean isUntouched() {
    return status == TOO_MANY_REQUESTS;
  }

  /** The refusal of this entry. */
  Rejection rejection(BulkEntry entry) {
    return new Rejection(
        entry, status, reason == null ? "status-" + status : reason, detail == null ? "" : detail);
  }
}
