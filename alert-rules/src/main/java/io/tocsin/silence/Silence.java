package io.tocsin.silence;

import io.tocsin.alert.Alert;
import java.util.List;

/**
 * Nobody is told of these alerts from one time to another. Times are of the wall clock, in
 * milliseconds since the epoch.
 *
 * @param id its key in the topic
 * @param matchers an alert that they all match is silenced; at least one of them says something
 * @param from included
 * @param until excluded
 * @param by who
 * @param why for those who wonder
 */
public record Silence(
    String id, List<LabelMatcher> matchers, long from, long until, String by, String why) {

  /**
   * Copies the matchers.
   *
   * @throws IllegalArgumentException if it would silence everything, or ends before it begins
   */
  public Silence {
    matchers = List.copyOf(matchers);
    if (matchers.stream().allMatch(LabelMatcher::isForEverything)) {
      throw new IllegalArgumentException(
          "a silence needs a label that not every alert has, such as alertname=checkout-errors");
    }
    if (until < from) {
      throw new IllegalArgumentException("a silence cannot end before it begins");
    }
  }

  /** Whether it is in force. */
  public boolean isActive(long nowMillis) {
    return from <= nowMillis && nowMillis < until;
  }

  /** Whether it is over. */
  public boolean isOver(long nowMillis) {
    return until <= nowMillis;
  }

  /** Whether the alert is one that it names. */
  public boolean matches(Alert alert) {
    return matchers.stream().allMatch(matcher -> matcher.matches(alert));
  }

  /** The same, ended now; one that has not begun ends where it was to begin. */
  public Silence endedAt(long nowMillis) {
    return new Silence(
        id, matchers, Math.min(from, nowMillis), Math.min(until, nowMillis), by, why);
  }
}
