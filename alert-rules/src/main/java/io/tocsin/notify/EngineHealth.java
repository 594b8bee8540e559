package io.tocsin.notify;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Heartbeat;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the alerting job by its heartbeats.
 *
 * @param subtasks how many it has; 0 before the first heartbeat
 * @param latest the latest heartbeat of each subtask that was heard
 * @param said the alert that is open because of it; null if all is well
 */
public record EngineHealth(
    int subtasks, Map<Integer, Heartbeat> latest, @Nullable AlertRecord said) {
  /** Nothing. */
  public static final EngineHealth UNKNOWN = new EngineHealth(0, Map.of(), null);

  /** Copies the map. */
  public EngineHealth {
    latest = Map.copyOf(latest);
  }

  /** The same after one more heartbeat. Those of a run at another parallelism are forgotten. */
  public EngineHealth hearing(Heartbeat heartbeat) {
    Map<Integer, Heartbeat> now = new TreeMap<>(latest);
    if (heartbeat.subtasks() != subtasks) {
      if (heartbeat.atMillis() < newest(now.values())) {
        return this;
      }
      now.clear();
    }
    now.merge(
        heartbeat.subtask(),
        heartbeat,
        (one, other) -> one.atMillis() >= other.atMillis() ? one : other);
    return new EngineHealth(heartbeat.subtasks(), now, said);
  }

  /** The same with another alert open; null for none. */
  EngineHealth saying(@Nullable AlertRecord record) {
    return new EngineHealth(subtasks, latest, record);
  }

  /**
   * When the last heartbeat was written, in milliseconds since the epoch; the least if none was.
   */
  static long newest(Collection<Heartbeat> heartbeats) {
    return heartbeats.stream().mapToLong(Heartbeat::atMillis).max().orElse(Long.MIN_VALUE);
  }
}
