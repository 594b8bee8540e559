package io.tocsin.tool;

import io.tocsin.slot.GroupKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One test of rules: logs in, alerts out. Times are of the clock, in milliseconds since the epoch.
 *
 * @param line where in the file it stands, from 1
 * @param logs in the order in which they arrive
 * @param expectations in the order of their times
 */
record RuleTest(String name, int line, List<Log> logs, List<Expectation> expectations) {

  /**
   * A log.
   *
   * @param atMillis event time
   * @param json the log without its time, or with the same
   */
  record Log(long arrivesMillis, long atMillis, byte[] json) {}

  /**
   * What is expected at a time.
   *
   * @param line where in the file it stands, from 1
   * @param whole whether nothing but these may be pending or firing
   */
  record Expectation(long atMillis, int line, boolean whole, List<ExpectedAlert> alerts) {}

  /**
   * An alert as it is expected.
   *
   * @param state null for either of pending and firing
   * @param attributes of the alert those that are asked for, such as {@code value}, by name
   */
  record ExpectedAlert(
      String rule, GroupKey key, @Nullable State state, Map<String, String> attributes) {}

  /** Where a rule can stand for a group. */
  enum State {
    /** Nothing is pending or fires. */
    NONE,
    /** The condition holds, not yet long enough. */
    PENDING,
    /** The alert fires. */
    FIRING,
    /** The group's latest alert is over. */
    ENDED
  }
}
