package io.tocsin.document;

/** What a reader had to mend or to leave out in a log that it could otherwise read. */
public enum Flaw {
  /** The log has no event time; the record's timestamp is used. */
  TIMESTAMP_MISSING,
  /** Its event time cannot be read; the record's timestamp is used. */
  TIMESTAMP_UNREADABLE,
  /** Its event time is too far ahead; the record's timestamp is used. */
  TIMESTAMP_AHEAD,
  /** The record holds bytes that are no UTF-8; they became U+FFFD. */
  INVALID_TEXT,
  /** A value that no field can hold (NaN, a number beyond a double) was left out. */
  UNUSABLE_VALUE,
  /** A parse step did not fit the log. */
  STEP_NOT_FITTING
}
