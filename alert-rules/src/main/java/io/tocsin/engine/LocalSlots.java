package io.tocsin.engine;

import io.tocsin.aggregate.Partial;
import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.GroupKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Matches logs against all rules and counts them where they are read, so that what crosses the
 * network is partial slots, however many logs there are.
 *
 * <p>What was counted is kept until it is {@link #drain drained}. Not thread-safe.
 */
public final class LocalSlots {
  private final TreeMap<Long, CountingPlan> plans = new TreeMap<>();
  private final Map<GroupKey, Map<SlotKey, Partial>> partials = new LinkedHashMap<>();
  private final Counting counting = new Counting();
  private FieldIndex fields = FieldIndex.builder().build();
  private long beganAt = EngineClock.NOT_BEGUN;
  private long leftOut;
  private long unusable;
  private int size;

  /**
   * Puts rules in force, in place of those that were.
   *
   * @param inForce rule sets by the first slot of theirs, a whole minute or {@link
   *     RuleTimeline#FROM_THE_BEGINNING}: a log is counted by the rules of its slot
   */
  public void put(SortedMap<Long, RuleSet> inForce) {
    FieldIndex.Builder index = FieldIndex.builder();
    plans.clear();
    inForce.forEach((from, rules) -> plans.put(from, new CountingPlan(rules, index)));
    fields = index.build();
  }

  /**
   * The fields that documents must be made for, to be counted by these rules.
   *
   * @param inForce in the order of their slots
   */
  public static FieldIndex fields(List<RuleSet> inForce) {
    FieldIndex.Builder index = FieldIndex.builder();
    inForce.forEach(rules -> new CountingPlan(rules, index));
    return index.build();
  }

  /** The fields that the rules in force read: documents must be made for them. */
  public FieldIndex fields() {
    return fields;
  }

  /** Counts a log. */
  public void add(Document log) {
    beganAt = Math.min(beganAt, log.timestampMillis());
    Map.Entry<Long, CountingPlan> plan = plans.floorEntry(log.timestampMillis());
    if (plan != null) {
      counting.log = log;
      plan.getValue().count(log, counting);
    }
  }

  /** Event time of the earliest log, in milliseconds; {@link EngineClock#NOT_BEGUN} if none. */
  public long beganAt() {
    return beganAt;
  }

  /** How many partial slots wait to be drained. */
  public int size() {
    return size;
  }

  /** How often a log was left out of a series for want of one value in a field of {@code by}. */
  public long leftOut() {
    return leftOut;
  }

  /** How many values could not be used, such as text where numbers are summed. */
  public long unusable() {
    return unusable;
  }

  /** Hands out what was counted since it was last asked, and forgets it. */
  public void drain(Consumer<GroupPartials> out) {
    partials.forEach(
        (key, slots) -> {
          List<GroupPartials.Entry> entries = new ArrayList<>(slots.size());
          slots.forEach(
              (slot, partial) ->
                  entries.add(
                      new GroupPartials.Entry(slot.seriesId(), slot.slotMillis(), partial)));
          out.accept(new GroupPartials(key, entries));
        });
    partials.clear();
    size = 0;
  }

  private record SlotKey(long seriesId, long slotMillis) {}

  private final class Counting implements CountingPlan.Sink {
    @SuppressWarnings("NullAway.Init") // set before each use
    private Document log;

    @Override
    public void count(CountingPlan.Counted counted, GroupKey key) {
      SlotKey slot = new SlotKey(counted.seriesId(), counted.width().slotOf(log.timestampMillis()));
      Map<SlotKey, Partial> slots = partials.computeIfAbsent(key, unused -> new HashMap<>());
      Partial partial = slots.get(slot);
      if (partial == null) {
        partial = Partial.of(counted.aggregate());
        slots.put(slot, partial);
        size++;
      }
      unusable += partial.add(log, counted.field());
    }

    @Override
    public void leftOut(CountingPlan.Counted counted) {
      leftOut++;
    }
  }
}
