package io.tocsin.alert;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life of one subtask of the alerting job, written to every partition of {@code
 * tocsin.alerts} in turn. From it the delivery job knows that a provisional alert will never
 * settle, and that the alerting job is blind or gone.
 *
 * @param subtask from 0
 * @param subtasks how many there are
 * @param atMillis the subtask's wall clock, in milliseconds since the epoch
 * @param watermarkMillis every log before it has been evaluated; {@link Long#MIN_VALUE} before the
 *     first
 * @param lateMillis how long after a slot's end all is final, by the most patient of the rules in
 *     force: what ended more than this before the watermark is settled
 * @param blindSinceMillis since when its source could not see; null if it can
 * @param topics how many topics of logs have had any
 * @param silentSince by topic, those of them that have been without logs for long, and since when,
 *     in milliseconds since the epoch
 */
public record Heartbeat(
    int subtask,
    int subtasks,
    long atMillis,
    long watermarkMillis,
    long lateMillis,
    @Nullable Long blindSinceMillis,
    int topics,
    Map<String, Long> silentSince)
    implements AlertsRecord {

  /** Copies the map. */
  public Heartbeat {
    silentSince = Map.copyOf(silentSince);
  }

  /** One that knows of no silent topic. */
  public Heartbeat(
      int subtask,
      int subtasks,
      long atMillis,
      long watermarkMillis,
      long lateMillis,
      @Nullable Long blindSinceMillis) {
    this(subtask, subtasks, atMillis, watermarkMillis, lateMillis, blindSinceMillis, 0, Map.of());
  }

  /** The same by a wall clock that is so many milliseconds ahead of the subtask's. */
  public Heartbeat shifted(long millis) {
    return new Heartbeat(
        subtask,
        subtasks,
        atMillis + millis,
        watermarkMillis,
        lateMillis,
        blindSinceMillis == null ? null : Long.valueOf(blindSinceMillis + millis),
        topics,
        silentSince);
  }
}
