package io.tocsin.clock;

/** What is known of the time in a partition, or in all partitions of a reader. */
public enum ClockStatus {
  /** No log has come yet, but there may be some that nobody has read. */
  UNREAD,
  /** There is no log, or no partition: proven at the last answer of the broker. */
  EMPTY,
  /** There was a log, so there is a time. */
  RUNNING
}
