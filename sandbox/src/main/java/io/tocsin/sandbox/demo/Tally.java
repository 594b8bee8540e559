package io.tocsin.sandbox.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has been injected and what has been delivered, and what belongs to what. Thread-safe. */
final class Tally {

  private final Clock clock;
  private final Map<Incident, Instant> injected = new HashMap<>();
  private final Map<Incident, Instant> over = new HashMap<>();
  private final Set<String> fired = new HashSet<>();
  private final Set<String> ended = new HashSet<>();
  private final Set<String> foreseen = new HashSet<>();
  private final List<Duration> delays = new ArrayList<>();
  private int unexplained;
  private int recorded;

  Tally(Clock clock) {
    this.clock = clock;
  }

  synchronized void begin(Incident incident) {
    injected.put(incident, clock.instant());
  }

  synchronized void end(Incident incident) {
    over.put(incident, clock.instant());
  }

  /** Alerts with this label value are what should come, though no incident brings them. */
  synchronized void foresee(String labelValue) {
    foreseen.add(labelValue);
  }

  /**
   * Counts what was delivered, once however often it is repeated.
   *
   * @return what to add to its line: the delay since what caused it; empty if it is a repetition
   */
  synchronized Optional<String> take(Notice notice) {
    String id = notice.fingerprint() + notice.startsAt();
    if (!(notice.firing() ? fired : ended).add(id)) {
      return Optional.empty();
    }
    Optional<Incident> cause = cause(notice);
    if (notice.firing()) {
      if (cause.isEmpty()) {
        unexplained += Collections.disjoint(foreseen, notice.labels().values()) ? 1 : 0;
        return Optional.of("");
      }
      Duration delay = since(injected, cause.get());
      delays.add(delay);
      return Optional.of(", " + Narrator.seconds(delay) + " after the injection");
    }
    return Optional.of(
        cause
            .filter(over::containsKey)
            .map(c -> ", " + Narrator.seconds(since(over, c)) + " after the incident")
            .orElse(""));
  }

  /** Counts an alert that is recorded and sent to nobody. */
  synchronized void takeRecorded(Notice notice) {
    recorded += notice.firing() ? 1 : 0;
  }

  /** The incident injected last that has one of the alert's label values for its mark. */
  private Optional<Incident> cause(Notice notice) {
    return injected.entrySet().stream()
        .filter(entry -> !Collections.disjoint(entry.getKey().marks(), notice.labels().values()))
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  private Duration since(Map<Incident, Instant> times, Incident incident) {
    Instant time = times.get(incident);
    return time == null ? Duration.ZERO : Duration.between(time, clock.instant());
  }

  synchronized int fired() {
    return fired.size();
  }

  synchronized int ended() {
    return ended.size();
  }

  synchronized int injected() {
    return injected.size();
  }

  /** Alerts that no incident explains. */
  synchronized int unexplained() {
    return unexplained;
  }

  /** Alerts that fired and were sent to nobody, being old. */
  synchronized int recorded() {
    return recorded;
  }

  /** From injection to delivery, ascending. */
  synchronized List<Duration> delays() {
    return delays.stream().sorted().toList();
  }
}
