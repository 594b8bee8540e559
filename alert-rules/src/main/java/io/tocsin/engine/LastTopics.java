package io.tocsin.engine;

import io.tocsin.aggregate.TopicsPartial;
import io.tocsin.aggregate.Varint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The topics that a group's logs came from of late, for a rule that can hold for want of logs: when
 * a topic falls silent, nothing is known of what comes from there. Kept with the rule's state, so
 * that it is known also long after the slots of the last logs are gone.
 *
 * @param series the series that tells of them; of another one, nothing is known
 * @param slots the last slot with a log of each topic, by the topic's name
 */
record LastTopics(long series, Map<String, Long> slots) {
  /** None. */
  static final LastTopics NONE = new LastTopics(0, Map.of());

  /** More than these are not told apart: then it is not known where logs come from. */
  private static final int MOST = TopicsPartial.MOST - 1;

  LastTopics {
    slots = Map.copyOf(slots);
  }

  /**
   * The topics, by name; empty if they are not known, or too many.
   *
   * @param ofSeries the one by which the rule knows them; empty if it does not ask
   */
  List<String> names(OptionalLong ofSeries) {
    boolean asked = ofSeries.isPresent() && ofSeries.getAsLong() == series;
    return asked && slots.size() <= MOST ? slots.keySet().stream().sorted().toList() : List.of();
  }

  /**
   * The same after logs of a slot.
   *
   * @param memoryMillis how long before the newest log one of another topic still counts
   */
  LastTopics seen(long inSeries, long slot, List<String> topics, long memoryMillis) {
    boolean same = inSeries == series;
    if (same
        ? topics.stream().allMatch(topic -> slots.getOrDefault(topic, Long.MIN_VALUE) >= slot)
        : !slots.isEmpty() && slot <= newest(slots)) {
      return this;
    }
    Map<String, Long> now = same ? new TreeMap<>(slots) : new TreeMap<>();
    topics.forEach(topic -> now.merge(topic, slot, Math::max));
    LastTopics next = new LastTopics(inSeries, newestOf(now, memoryMillis));
    return next.equals(this) ? this : next;
  }

  private static long newest(Map<String, Long> slots) {
    return slots.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
  }

  /** One more than are told apart, so that it is known that they are too many. */
  private static Map<String, Long> newestOf(Map<String, Long> slots, long memoryMillis) {
    long since = newest(slots) - memoryMillis;
    return slots.entrySet().stream()
        .filter(topic -> topic.getValue() >= since)
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST + 1L)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void write(DataOutput out) throws IOException {
    Varint.write(slots.size(), out);
    if (slots.isEmpty()) {
      return;
    }
    out.writeLong(series);
    for (Map.Entry<String, Long> topic : new TreeMap<>(slots).entrySet()) {
      out.writeUTF(topic.getKey());
      out.writeLong(topic.getValue());
    }
  }

  static LastTopics read(DataInput in) throws IOException {
    int size = Varint.readSize(MOST + 1, in);
    if (size == 0) {
      return NONE;
    }
    long series = in.readLong();
    Map<String, Long> slots = new TreeMap<>();
    for (int left = size; left > 0; left--) {
      slots.put(in.readUTF(), in.readLong());
    }
    return new LastTopics(series, slots);
  }
}
