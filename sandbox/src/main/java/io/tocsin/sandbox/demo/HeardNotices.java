package io.tocsin.sandbox.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The alerts that were delivered, in the order in which they were. Thread-safe. */
final class HeardNotices {

  private final List<Notice> notices = new ArrayList<>();

  synchronized void take(Notice notice) {
    notices.add(notice);
  }

  /** How many there are so far. */
  synchronized int count() {
    return notices.size();
  }

  /**
   * What was first delivered of a rule.
   *
   * @param from how many to pass over
   * @param firing whether that it fires; otherwise that it is over
   */
  synchronized Optional<Notice> of(String rule, int from, boolean firing) {
    return notices.stream()
        .skip(from)
        .filter(notice -> notice.rule().equals(rule) && notice.firing() == firing)
        .findFirst();
  }
}
