package io.tocsin.sandbox.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.source.SourceElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the subtasks of a job have seen. A mini cluster runs in the test's own process, so an
 * observation is found by its name.
 */
final class Observation {
  private static final Map<String, Observation> NAMED = new ConcurrentHashMap<>();

  private final Map<Integer, List<Seen>> seen = new ConcurrentHashMap<>();
  private final Map<Integer, Long> watermarks = new ConcurrentHashMap<>();

  /** The observation of this name, made by whoever asks first. */
  static Observation named(String name) {
    return NAMED.computeIfAbsent(name, absent -> new Observation());
  }

  /** Lets the next observation of this name begin anew. */
  static void forget(String name) {
    NAMED.remove(name);
  }

  /** Something that the source emitted; a copy, since logs are views. */
  sealed interface Seen {
    /** A log. */
    record Log(int partition, long offset, long timestampMillis) implements Seen {}

    /** A dead letter. */
    record Dead(int partition, long offset, String reason) implements Seen {}

    /** A rule set. */
    record Rules(String version, long fromSlotMillis) implements Seen {}
  }

  /** Takes down what a reader handed on, but for what is not about logs. */
  void element(int subtask, SourceElement element) {
    List<Seen> list = seen.computeIfAbsent(subtask, absent -> new ArrayList<>());
    Seen copy;
    if (element instanceof SourceElement.Log log) {
      copy =
          new Seen.Log(
              log.record().partition(), log.record().offset(), log.document().timestampMillis());
    } else if (element instanceof SourceElement.DeadLetter dead) {
      copy =
          new Seen.Dead(dead.record().partition(), dead.record().offset(), dead.reason().reason());
    } else if (element instanceof SourceElement.Rules rules) {
      copy = new Seen.Rules(rules.bundle().version(), rules.fromSlotMillis());
    } else {
      return;
    }
    synchronized (list) {
      list.add(copy);
    }
  }

  void watermark(int subtask, long millis) {
    watermarks.put(subtask, millis);
  }

  /** What this subtask has seen, in its order. */
  List<Seen> of(int subtask) {
    List<Seen> list = seen.computeIfAbsent(subtask, absent -> new ArrayList<>());
    synchronized (list) {
      return List.copyOf(list);
    }
  }

  /** How many logs all subtasks have seen. */
  long logs() {
    return seen.keySet().stream()
        .flatMap(subtask -> of(subtask).stream())
        .filter(Seen.Log.class::isInstance)
        .count();
  }

  /** The rule sets that this subtask has seen. */
  List<Seen> rules(int subtask) {
    return of(subtask).stream().filter(Seen.Rules.class::isInstance).toList();
  }

  /** Whether so many logs of this time have been seen. */
  boolean hasLogsAt(Instant at, int count) {
    return seen.keySet().stream()
            .flatMap(subtask -> of(subtask).stream())
            .filter(
                each -> each instanceof Seen.Log log && log.timestampMillis() == at.toEpochMilli())
            .count()
        == count;
  }

  /** Fails if a subtask has seen a log before the rule set that governs the log's slot. */
  void assertNoLogPrecedesItsRules(int subtask) {
    long newestMillis = Long.MIN_VALUE;
    for (Seen each : of(subtask)) {
      if (each instanceof Seen.Log log) {
        newestMillis = Math.max(newestMillis, log.timestampMillis());
      } else if (each instanceof Seen.Rules rules) {
        long seenBefore = newestMillis;
        assertThat(rules.fromSlotMillis())
            .matches(from -> seenBefore == Long.MIN_VALUE || from > seenBefore, "no log before it");
      }
    }
  }

  /** The watermark behind all subtasks of so many; {@link Long#MIN_VALUE} while one has none. */
  long watermark(int parallelism) {
    return watermarks.size() < parallelism
        ? Long.MIN_VALUE
        : watermarks.values().stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
  }
}
