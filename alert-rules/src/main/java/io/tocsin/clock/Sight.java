package io.tocsin.clock;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the readers of a source can see: up to when the broker has told each of them where its
 * partitions end. Not thread-safe.
 */
public final class Sight {
  private final long blindAfterMillis;
  private final Map<Integer, Long> seen = new HashMap<>();

  /**
   * Readers of which none has spoken.
   *
   * @param blindAfter how long a reader may be without an answer
   */
  public Sight(Duration blindAfter) {
    this.blindAfterMillis = blindAfter.toMillis();
  }

  /** A reader has seen all its partitions at this time, in milliseconds since the epoch. */
  public void seen(int reader, long millis) {
    seen.merge(reader, millis, Math::max);
  }

  /**
   * Since when some reader could not see, in milliseconds since the epoch; null if all can. A
   * reader that never spoke is not known.
   */
  public @Nullable Long blindSince(long nowMillis) {
    Long since = null;
    for (long millis : seen.values()) {
      if (nowMillis - millis > blindAfterMillis && (since == null || millis < since)) {
        since = millis;
      }
    }
    return since;
  }
}
