package io.tocsin.clock;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether the readers of a source can see, and what: up to when the broker has told each of them
 * where its partitions end, and which topics had nothing to read. Not thread-safe.
 */
public final class Sight {
  /** For how long at least a partition has had no log that counts as silent: a slot. */
  public static final Duration SILENT = Duration.ofMinutes(1);

  private final long blindAfterMillis;
  private final Map<Integer, Long> seen = new HashMap<>();

  /** By how much the clock here is ahead of the one that a reader's times are of, at most. */
  private final Map<Integer, Long> ahead = new HashMap<>();

  private final Map<Integer, Map<String, Long>> topics = new HashMap<>();
  private final Map<Integer, Integer> silentPartitions = new HashMap<>();

  /** All of them; it is asked for with each group. */
  private int silent;

  /**
   * Readers of which none has spoken.
   *
   * @param blindAfter how long a reader may be without an answer
   */
  public Sight(Duration blindAfter) {
    this.blindAfterMillis = blindAfter.toMillis();
  }

  /**
   * A reader has seen all its partitions at this time, in milliseconds since the epoch.
   *
   * @param heardMillis when that was heard here, by the clock of {@link #blindSince}. The other
   *     time is of another machine, and how long this took is told by the quickest
   * @param silentSince for each of its topics that ever had a log, since when it has had none;
   *     {@link ClockState#NONE} for one that is not silent. Null while it does not know
   */
  public void seen(
      int reader, long millis, long heardMillis, @Nullable Map<String, Long> silentSince) {
    seen.merge(reader, millis, Math::max);
    ahead.merge(reader, heardMillis - millis, Math::min);
    if (silentSince != null) {
      topics.put(reader, silentSince);
    }
  }

  /** So many partitions of a reader have had no log for at least {@link #SILENT}. */
  public void silent(int reader, int partitions) {
    Integer before = silentPartitions.put(reader, partitions);
    silent += partitions - (before == null ? 0 : before);
  }

  /** How many partitions have had no log for at least {@link #SILENT}, as their readers said. */
  public int silentPartitions() {
    return silent;
  }

  /**
   * How many topics have had logs; 0 while some reader does not know.
   *
   * @param readers how many there are
   */
  public int topics(int readers) {
    return topics.size() < readers ? 0 : silences().size();
  }

  /**
   * The topics that were without logs for longer than they may be, when all readers looked last,
   * and since when; none while some reader does not know.
   *
   * @param readers how many there are
   * @param longest how long a topic may be without logs, in milliseconds
   */
  public Map<String, Long> silentSince(int readers, ToLongFunction<String> longest) {
    if (topics.size() < readers) {
      return Map.of();
    }
    long sawMillis = seen.values().stream().mapToLong(Long::longValue).min().orElse(0);
    Map<String, Long> silent = silences();
    silent
        .entrySet()
        .removeIf(
            each ->
                each.getValue() == ClockState.NONE
                    || sawMillis - each.getValue() <= longest.applyAsLong(each.getKey()));
    return silent;
  }

  /** A topic is silent if it is for each reader that has some of it. */
  private Map<String, Long> silences() {
    Map<String, Long> all = new TreeMap<>();
    for (Map<String, Long> of : topics.values()) {
      of.forEach(
          (topic, since) ->
              all.merge(
                  topic,
                  since,
                  (one, other) ->
                      one == ClockState.NONE || other == ClockState.NONE
                          ? ClockState.NONE
                          : Math.max(one, other)));
    }
    return all;
  }

  /**
   * Since when some reader could not see, in milliseconds since the epoch; null if all can. A
   * reader that never spoke is not known.
   */
  public @Nullable Long blindSince(long nowMillis) {
    Long since = null;
    for (Map.Entry<Integer, Long> each : seen.entrySet()) {
      long millis = each.getValue() + ahead.getOrDefault(each.getKey(), 0L);
      if (nowMillis - millis > blindAfterMillis && (since == null || millis < since)) {
        since = millis;
      }
    }
    return since;
  }
}
