package io.tocsin.notify;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Heartbeat;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how the engine itself is.
 *
 * @param subtasks how many the alerting job has; 0 before the first heartbeat
 * @param latest the latest heartbeat of each subtask that was heard
 * @param deadLetters those that came lately, by the stage that could not take them
 * @param refusal what is wrong with {@code receivers.yaml}; null if nothing is
 * @param said the alerts that are open because of it, by key
 * @param darkness whether the source and its topics tell anything
 */
public record EngineHealth(
    int subtasks,
    Map<Integer, Heartbeat> latest,
    Map<String, DeadLetters> deadLetters,
    @Nullable Refusal refusal,
    Map<String, AlertRecord> said,
    Darkness darkness) {
  /** Nothing. */
  public static final EngineHealth UNKNOWN =
      new EngineHealth(0, Map.of(), Map.of(), null, Map.of(), Darkness.NONE);

  /** Copies the maps. */
  public EngineHealth {
    latest = Map.copyOf(latest);
    deadLetters = Map.copyOf(deadLetters);
    said = Map.copyOf(said);
  }

  /**
   * A file that was not taken, so that what was in force before stays.
   *
   * @param since when it was read, in milliseconds since the epoch
   * @param what is wrong with it, as the user is told
   */
  public record Refusal(String path, long since, String what) {}

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
    return new EngineHealth(heartbeat.subtasks(), now, deadLetters, refusal, said, darkness);
  }

  /** The same after dead letters of a stage. */
  public EngineHealth hearing(String stage, DeadLetters letters) {
    Map<String, DeadLetters> now = new HashMap<>(deadLetters);
    now.merge(stage, letters, DeadLetters::with);
    return new EngineHealth(subtasks, latest, now, refusal, said, darkness);
  }

  /** The same after receivers were read: null if they were taken. */
  public EngineHealth hearing(@Nullable Refusal now) {
    Refusal before = refusal;
    Refusal next =
        before == null || now == null || !before.path().equals(now.path())
            ? now
            : new Refusal(now.path(), before.since(), now.what());
    return new EngineHealth(subtasks, latest, deadLetters, next, said, darkness);
  }

  /**
   * The same by a clock of which this is the time: what was heard was written by then. A heartbeat
   * of a clock that is ahead, or from before this one was set back, would outdo all that come.
   */
  EngineHealth by(long nowMillis) {
    Map<Integer, Heartbeat> now = new HashMap<>(latest);
    now.replaceAll((subtask, beat) -> beat.shifted(Math.min(0, nowMillis - beat.atMillis())));
    return new EngineHealth(subtasks, now, deadLetters, refusal, said, darkness);
  }

  /** The same without dead letters that came before. */
  EngineHealth forgetting(long beforeMillis) {
    Map<String, DeadLetters> now = new HashMap<>(deadLetters);
    now.values().removeIf(letters -> letters.latest() < beforeMillis);
    return new EngineHealth(subtasks, latest, now, refusal, said, darkness);
  }

  /** The same with other alerts open. */
  EngineHealth saying(Map<String, AlertRecord> now, Darkness nowDark) {
    return new EngineHealth(subtasks, latest, deadLetters, refusal, now, nowDark);
  }

  /** The heartbeat that was written last; null before the first. */
  @Nullable Heartbeat newest() {
    Heartbeat newest = null;
    for (Heartbeat each : latest.values()) {
      newest = newest == null || each.atMillis() > newest.atMillis() ? each : newest;
    }
    return newest;
  }

  /** When one of them was written last, in milliseconds since the epoch; the least if none was. */
  private static long newest(Collection<Heartbeat> heartbeats) {
    return heartbeats.stream().mapToLong(Heartbeat::atMillis).max().orElse(Long.MIN_VALUE);
  }
}
