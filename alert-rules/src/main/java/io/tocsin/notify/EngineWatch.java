package io.tocsin.notify;

import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Raises alerts of the engine's own that the alerting job may be unable to raise, or that it cannot
 * know of: it is gone or blind, a topic of logs is silent, something could not be read, indexed or
 * delivered, or the file of receivers was refused.
 */
public final class EngineWatch {
  /** The alerting job says nothing any more, or says that it cannot see. */
  public static final String STALLED = "tocsin/source-stalled";

  /** A topic that had logs has none. */
  public static final String SILENT = "tocsin/source-silent";

  /** Something has come to the topic of dead letters. */
  public static final String DEAD_LETTERS = "tocsin/dead-letters";

  /** The file of receivers has errors. */
  public static final String RECEIVERS_REJECTED = "tocsin/receivers-rejected";

  private EngineWatch() {}

  /**
   * What follows from what was heard.
   *
   * @param health the state from here on
   * @param records what is to be said; empty if nothing has changed
   * @param changesDarkness whether the source, or a topic, begins or ceases to tell anything
   */
  public record Verdict(EngineHealth health, List<AlertRecord> records, boolean changesDarkness) {
    /** Copies the list. */
    public Verdict {
      records = List.copyOf(records);
    }
  }

  /**
   * Looks at what is known.
   *
   * @param listeningSince when a heartbeat came last, or when this began to listen: while old ones
   *     are read nothing is known of now
   */
  public static Verdict judge(EngineHealth known, long listeningSince, long nowMillis) {
    EngineHealth health =
        known.by(nowMillis).forgetting(nowMillis - EngineTroubles.LETTERS.toMillis());
    EngineTroubles troubles = new EngineTroubles(health, nowMillis);
    Map<String, AlertRecord> open = new HashMap<>(health.said());
    List<AlertRecord> records = new ArrayList<>();
    Set<String> still = new HashSet<>();
    for (Trouble trouble : troubles.all(listeningSince)) {
      String key = EngineAlerts.key(trouble);
      still.add(key);
      if (!open.containsKey(key)) {
        AlertRecord fired = EngineAlerts.fired(trouble, watermark(health), nowMillis);
        open.put(key, fired);
        records.add(fired);
        records.add(EngineAlerts.settled(fired));
      }
    }
    for (Map.Entry<String, AlertRecord> said : health.said().entrySet()) {
      if (!still.contains(said.getKey()) && isKnownToBeOver(said.getValue(), troubles)) {
        open.remove(said.getKey());
        records.addAll(EngineAlerts.ended(said.getValue(), nowMillis));
      }
    }
    Darkness before = health.darkness();
    Gap whole = whole(before.whole().isOpen(), troubles, open, nowMillis);
    Darkness darkness = before.becoming(whole, silentTopics(open), nowMillis);
    return new Verdict(health.saying(open, darkness), records, !darkness.isAsDarkAs(before));
  }

  private static boolean isKnownToBeOver(AlertRecord said, EngineTroubles troubles) {
    return switch (said.alert().rule()) {
      case STALLED -> troubles.knowsNow();
      case SILENT -> troubles.knowsNow() && troubles.knowsTopics();
      default -> true;
    };
  }

  /** Whether nothing at all is told: of an alert of which no topic is known, that is asked. */
  private static Gap whole(
      boolean wasDark, EngineTroubles troubles, Map<String, AlertRecord> open, long nowMillis) {
    AlertRecord stalled = firstOf(STALLED, open);
    AlertRecord silent = firstOf(SILENT, open);
    if (stalled != null) {
      return new Gap(why(stalled), nowMillis);
    }
    if (silent != null && (troubles.allIsSilent() || wasDark && !troubles.knowsTopics())) {
      return new Gap(why(silent), nowMillis);
    }
    return new Gap(null, nowMillis);
  }

  /** Why nothing is told of a topic, for each that is silent. */
  private static Map<String, String> silentTopics(Map<String, AlertRecord> open) {
    Map<String, String> silent = new HashMap<>();
    for (AlertRecord record : open.values()) {
      String topic = record.alert().group().get(Trouble.SUBJECT);
      if (record.alert().rule().equals(SILENT) && topic != null) {
        silent.put(topic, why(record));
      }
    }
    return silent;
  }

  private static String why(AlertRecord record) {
    return "held under %s: %s"
        .formatted(record.alert().rule(), record.alert().facts().description());
  }

  private static @Nullable AlertRecord firstOf(String rule, Map<String, AlertRecord> open) {
    return open.values().stream()
        .filter(record -> record.alert().rule().equals(rule))
        .min(
            Comparator.comparingLong((AlertRecord record) -> record.alert().startsAt())
                .thenComparing(record -> record.alert().facts().description()))
        .orElse(null);
  }

  private static long watermark(EngineHealth health) {
    return health.latest().values().stream()
        .mapToLong(Heartbeat::watermarkMillis)
        .min()
        .orElse(Long.MIN_VALUE);
  }

  /** How long nothing may be heard or seen of the alerting job. */
  public static Duration limit() {
    return EngineTroubles.LIMIT;
  }
}
