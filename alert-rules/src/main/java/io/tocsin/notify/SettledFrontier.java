package io.tocsin.notify;

import io.tocsin.alert.Heartbeat;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the heartbeats in one partition of {@code tocsin.alerts} tell of the records before them:
 * the event time up to which everything has settled. A heartbeat stands behind what its subtask
 * wrote before, so once each subtask has said so in a partition, whatever of that partition has not
 * settled by then never will.
 */
public final class SettledFrontier {
  private final Map<Integer, Heartbeat> latest = new HashMap<>();

  /** Heard since, of another parallelism and older by its clock, with none of ours between. */
  private final Map<Integer, Heartbeat> others = new HashMap<>();

  private int subtasks;
  private long newest = Long.MIN_VALUE;

  /** The time up to which all is settled, in milliseconds; empty while a subtask is unheard. */
  public OptionalLong heard(Heartbeat heartbeat) {
    if (heartbeat.subtasks() == subtasks) {
      others.clear();
      newest = Math.max(newest, heartbeat.atMillis());
    } else {
      if (heartbeat.atMillis() < newest && !haveTakenOver(heartbeat)) {
        return OptionalLong.empty(); // of a run at another parallelism, which has ended
      }
      latest.clear();
      latest.putAll(others);
      others.clear();
      subtasks = heartbeat.subtasks();
      newest = heartbeat.atMillis();
    }
    latest.put(heartbeat.subtask(), heartbeat);
    if (latest.size() < subtasks) {
      return OptionalLong.empty();
    }
    long frontier = Long.MAX_VALUE;
    for (Heartbeat each : latest.values()) {
      if (each.watermarkMillis() == Long.MIN_VALUE) {
        return OptionalLong.empty();
      }
      frontier = Math.min(frontier, each.watermarkMillis() - each.lateMillis());
    }
    return OptionalLong.of(frontier);
  }

  /**
   * Whether the run of the heartbeat is the one that goes on, although its clock is behind that of
   * the other: a clock can be set back between two runs. Then all of its subtasks are heard while
   * the other is silent.
   */
  private boolean haveTakenOver(Heartbeat heartbeat) {
    others.values().removeIf(other -> other.subtasks() != heartbeat.subtasks());
    others.put(heartbeat.subtask(), heartbeat);
    return others.size() == heartbeat.subtasks();
  }
}
