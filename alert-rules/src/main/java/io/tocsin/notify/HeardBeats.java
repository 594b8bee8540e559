package io.tocsin.notify;

import io.tocsin.alert.Heartbeat;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Heartbeats by the clock of whoever hears them. They say when they were written by that of another
 * machine, and one of the two may be an hour slow, since it was set while one of the processes
 * began.
 *
 * <p>A heartbeat that is old may be read late as well. But then more come than are written, and
 * each is less old than the one before; those of a slow clock are as old all the time.
 */
public final class HeardBeats {
  /** As old for so long, and it is the clock. */
  private static final Duration STEADY = EngineTroubles.LIMIT;

  private static final long JITTER_MILLIS = Duration.ofSeconds(5).toMillis();

  private final Map<Integer, Age> ages = new HashMap<>();

  private record Age(long millis, long sinceMillis) {}

  /** The same by the clock that says this time now. */
  public Heartbeat heard(Heartbeat heartbeat, long nowMillis) {
    long ageMillis = nowMillis - heartbeat.atMillis();
    if (ageMillis <= EngineTroubles.LIMIT.toMillis()) {
      ages.remove(heartbeat.subtask());
      return heartbeat;
    }
    Age age = ages.get(heartbeat.subtask());
    if (age == null || Math.abs(ageMillis - age.millis()) > JITTER_MILLIS) {
      ages.put(heartbeat.subtask(), new Age(ageMillis, nowMillis));
      return heartbeat;
    }
    boolean steady = nowMillis - age.sinceMillis() >= STEADY.toMillis();
    return steady ? heartbeat.shifted(ageMillis) : heartbeat;
  }
}
