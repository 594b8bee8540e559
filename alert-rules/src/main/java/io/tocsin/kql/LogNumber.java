package io.tocsin.kql;

/** Which log is being looked at: tells the answers for this log from those for the ones before. */
final class LogNumber {
  private long number;

  /** Begins with another log. */
  void next() {
    number++;
  }

  long number() {
    return number;
  }
}
