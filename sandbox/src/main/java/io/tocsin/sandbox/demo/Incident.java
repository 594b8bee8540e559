package io.tocsin.sandbox.demo;

import java.time.Duration;
import java.util.Set;

/**
 * Something that goes wrong for a while.
 *
 * @param kind what goes wrong
 * @param description as it is told, such as {@code checkout failing on web-3}
 * @param marks label values by which its alerts are known, such as the service's name
 * @param begin after the traffic's start
 * @param length how long it lasts
 */
public record Incident(
    Kind kind, String description, Set<String> marks, Duration begin, Duration length) {

  /** Copies the marks. */
  public Incident {
    marks = Set.copyOf(marks);
  }

  /** What can go wrong. */
  public enum Kind {
    /** One service on one host logs errors. */
    ERROR_BURST,
    /** A growing share of a service's requests fails. */
    ERROR_RATIO,
    /** A service logs nothing any more. */
    SILENCE,
    /** One address tries passwords. */
    BRUTE_FORCE
  }

  /** Whether it goes on at this time after the traffic's start. */
  boolean isActive(Duration at) {
    return at.compareTo(begin) >= 0 && at.compareTo(end()) < 0;
  }

  /** When it is over, after the traffic's start. */
  Duration end() {
    return begin.plus(length);
  }

  /** How much of it has passed, from 0 to 1. */
  double progress(Duration at) {
    return (double) at.minus(begin).toMillis() / length.toMillis();
  }
}
