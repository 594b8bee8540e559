package io.tocsin.notify;

import io.tocsin.alert.AlertRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the source of logs tells anything, and each of its topics. Where it does not, an alert of
 * the engine's own says so, and alerts for want of just those logs have nothing to add: they are
 * held back under it.
 *
 * @param whole of the source as a whole
 * @param topics of each topic of which there is something to say
 */
public record Darkness(Gap whole, Map<String, Gap> topics) {
  /** The source has always spoken. */
  public static final Darkness NONE = new Darkness(Gap.NONE, Map.of());

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  /** Copies the map. */
  public Darkness {
    topics = Map.copyOf(topics);
  }

  /**
   * That of the source as a whole, of which no topic is told apart.
   *
   * @param why what the engine says of it; null while it speaks
   * @param changedAt since when it is so, in milliseconds since the epoch
   */
  public static Darkness ofSource(@Nullable String why, long changedAt) {
    return new Darkness(new Gap(why, changedAt), Map.of());
  }

  /** Why an alert is held back; null if it is not. */
  @Nullable Hold of(AlertRecord record, long nowMillis) {
    if (!record.alert().facts().ofAbsence()) {
      return null;
    }
    long window = record.alert().facts().windowMillis();
    String topic = longest(record.evidence().topics(), window, nowMillis);
    Gap ofTopic = topic == null ? Gap.NONE : topics.getOrDefault(topic, Gap.NONE);
    // What is closest to the alert says most.
    if (topic != null && ofTopic.holdsUntil(window) >= whole.holdsUntil(window)) {
      return ofTopic.hold("topic " + topic, window);
    }
    return nowMillis < whole.holdsUntil(window) ? whole.hold("the source", window) : null;
  }

  /**
   * The topic whose gap holds back for longest, if all of them do: an alert that other logs have
   * part in is about those too. Null if one does not, or none is known.
   */
  private @Nullable String longest(List<String> names, long windowMillis, long nowMillis) {
    String longest = null;
    long last = Long.MIN_VALUE;
    for (String name : names) {
      long until = topics.getOrDefault(name, Gap.NONE).holdsUntil(windowMillis);
      if (nowMillis >= until) {
        return null;
      }
      if (until > last) {
        longest = name;
        last = until;
      }
    }
    return longest;
  }

  /**
   * The same with what is known now. What goes on stays as it was said first.
   *
   * @param nowWhole of the source as a whole
   * @param silent why, for each topic that has no logs now
   */
  Darkness becoming(Gap nowWhole, Map<String, String> silent, long nowMillis) {
    Map<String, Gap> next = new TreeMap<>();
    topics.forEach(
        (topic, gap) -> {
          Gap now = gap.isOpen() && !silent.containsKey(topic) ? new Gap(null, nowMillis) : gap;
          if (nowMillis < now.overAt()) {
            next.put(topic, now);
          }
        });
    silent.forEach(
        (topic, why) ->
            next.merge(
                topic, new Gap(why, nowMillis), (was, begins) -> was.isOpen() ? was : begins));
    return new Darkness(whole.isOpen() == nowWhole.isOpen() ? whole : nowWhole, next);
  }

  /** Whether the same is dark, whatever is said of it. */
  boolean isAsDarkAs(Darkness other) {
    return whole.isOpen() == other.whole.isOpen() && open().equals(other.open());
  }

  private List<String> open() {
    return topics.entrySet().stream()
        .filter(topic -> topic.getValue().isOpen())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** When to look again; empty if nothing changes by itself. How long it takes differs by rule. */
  OptionalLong changesAfter(long nowMillis) {
    LongStream over =
        Stream.concat(Stream.of(whole), topics.values().stream())
            .filter(gap -> !gap.isOpen())
            .mapToLong(Gap::overAt)
            .filter(at -> nowMillis < at);
    OptionalLong last = over.min();
    return last.isEmpty()
        ? last
        : OptionalLong.of(Math.min(last.getAsLong(), nowMillis + LOOK_AGAIN.toMillis()));
  }
}
