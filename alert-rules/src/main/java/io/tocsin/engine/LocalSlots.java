package io.tocsin.engine;

import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Matches logs against all rules and counts them where they are read, so that what crosses the
 * network is partial slots, however many logs there are.
 *
 * <p>What was counted is kept until it is {@link #drain drained}. Not thread-safe.
 */
public final class LocalSlots {
  /** The latest first, since most logs are of now. */
  private final List<InForce> plans = new ArrayList<>();

  private FieldIndex fields = FieldIndex.builder().build();
  private long beganAt = EngineClock.NOT_BEGUN;
  private long leftOutBefore;
  private long unusableBefore;

  private record InForce(long fromSlotMillis, CountingPlan plan) {}

  /**
   * Puts rules in force, in place of those that were. What was counted must have been drained.
   *
   * @param inForce rule sets by the first slot of theirs, a whole minute or {@link
   *     RuleTimeline#FROM_THE_BEGINNING}: a log is counted by the rules of its slot
   * @throws IllegalStateException if something waits to be drained
   */
  public void put(SortedMap<Long, RuleSet> inForce) {
    if (size() > 0) {
      throw new IllegalStateException(size() + " partial slots were not drained");
    }
    leftOutBefore = leftOut();
    unusableBefore = unusable();
    plans.clear();
    FieldIndex.Builder index = FieldIndex.builder();
    inForce.forEach(
        (from, rules) -> plans.add(0, new InForce(from, new CountingPlan(rules, index))));
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

  /**
   * Counts a log: by the rules of its slot, or by the oldest if those are forgotten, so that it is
   * known to have come too late.
   *
   * @throws IllegalStateException if there have never been rules
   */
  public void add(Document log) {
    long millis = log.timestampMillis();
    beganAt = Math.min(beganAt, millis);
    int last = plans.size() - 1;
    for (int i = 0; i < last; i++) {
      InForce one = plans.get(i);
      if (one.fromSlotMillis() <= millis) {
        one.plan().count(log);
        return;
      }
    }
    if (last < 0) {
      throw new IllegalStateException("a log came before there were rules");
    }
    plans.get(last).plan().count(log);
  }

  /** Event time of the earliest log, in milliseconds; {@link EngineClock#NOT_BEGUN} if none. */
  public long beganAt() {
    return beganAt;
  }

  /** How many partial slots wait to be drained. */
  public int size() {
    int size = 0;
    for (InForce one : plans) {
      size += one.plan().size();
    }
    return size;
  }

  /** When the first slot of what waits to be drained ends; {@link Long#MAX_VALUE} if none does. */
  long nextClose() {
    long next = Long.MAX_VALUE;
    for (InForce one : plans) {
      next = Math.min(next, one.plan().nextClose());
    }
    return next;
  }

  /** How often a log was left out of a series for want of one value in a field of {@code by}. */
  public long leftOut() {
    return leftOutBefore + plans.stream().mapToLong(one -> one.plan().leftOut()).sum();
  }

  /** How many values could not be used, such as text where numbers are summed. */
  public long unusable() {
    return unusableBefore + plans.stream().mapToLong(one -> one.plan().unusable()).sum();
  }

  /**
   * Hands out some of what was counted: that by groupings of which most groups had a single log, so
   * that nothing is gained by waiting for more.
   */
  public void drainScattered(Consumer<GroupPartials> out) {
    for (InForce one : plans) {
      one.plan().drainScattered(out);
    }
  }

  /**
   * The same of groupings that were so when much was waiting, and are not asked again for a while:
   * to be called often.
   */
  public void drainStillScattered(Consumer<GroupPartials> out) {
    for (InForce one : plans) {
      one.plan().drainStillScattered(out);
    }
  }

  /** Hands out what was counted since it was last asked, and forgets it. */
  public void drain(Consumer<GroupPartials> out) {
    for (InForce one : plans) {
      one.plan().drain(out);
    }
  }
}
