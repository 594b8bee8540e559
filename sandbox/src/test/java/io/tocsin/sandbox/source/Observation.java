package io.tocsin.sandbox.source;

import io.tocsin.flink.source.SourceElement;
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

  /** Something that the source emitted; a copy, since logs are views. */
  sealed interface Seen {
    /** A log. */
    record Log(int partition, long offset, long timestampMillis) implements Seen {}

    /** A dead letter. */
    record Dead(int partition, long offset, String reason) implements Seen {}

    /** A rule set. */
    record Rules(String version, long fromSlotMillis) implements Seen {}
  }

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
    } else {
      SourceElement.Rules rules = (SourceElement.Rules) element;
      copy = new Seen.Rules(rules.bundle().version(), rules.fromSlotMillis());
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

  /** The watermark behind all subtasks of so many; {@link Long#MIN_VALUE} while one has none. */
  long watermark(int parallelism) {
    return watermarks.size() < parallelism
        ? Long.MIN_VALUE
        : watermarks.values().stream().mapToLong(Long::longValue).min().orElse(Long.MIN_VALUE);
  }
}
