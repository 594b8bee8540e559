package io.tocsin.engine;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rules without a state in a group of theirs: so few logs are there that nothing can come of them.
 * With thousands of rules most are so in most groups, and then what is kept of a group is its
 * counts.
 *
 * <p>A rule that goes by one count is asleep in a group where it has no state and the slots of that
 * count, by which it also knows its groups, are marked so. It has been let in as any rule that has
 * a state. Had it one, this would be passed over every slot, so it is as good as none: a rule that
 * wakes begins where it would stand.
 *
 * <p>While rules change nobody sleeps, so that what changes for a group is seen to in time.
 */
final class Sleep {
  /** How often, while slots come of age, some are dropped: each time the group is looked at. */
  private static final int DROPS = 8;

  private final Look look;
  private final GroupKey key;
  private final GroupStore store;
  private final RuleTimeline timeline;
  private final GroupLimits limits;
  private final EngineClock clock;

  Sleep(Look look, GroupLimits limits) {
    this.look = look;
    this.key = look.key();
    this.store = look.store();
    this.timeline = look.timeline();
    this.clock = look.clock();
    this.limits = limits;
  }

  /** Whether rules may sleep now. */
  private boolean isAllowed() {
    return timeline.isSteady() && !clock.ended();
  }

  /** Whether rules of today are asleep that know the group by these slots. */
  boolean isSound(@Nullable SeriesSlots slots) {
    return slots != null
        && slots.isAsleep()
        && timeline.isSteady()
        && (slots.asleepUnder() == timeline.version()
            || slots.asleepUnder() == SeriesSlots.ANY_RULES);
  }

  /** Whether a rule without a state is asleep in the group. */
  boolean isAsleep(LiveRule rule) {
    return rule.sleepsIn(key) && isSound(store.slots(rule.compiled().presence()));
  }

  /**
   * Lets all rules sleep that know the group by a series and have no state in it; false if one of
   * them has no room for the group, or the logs at hand are too late for it.
   *
   * @param slot that there are logs of
   */
  boolean beginsWith(long series, long slot) {
    if (!isAllowed()) {
      return false;
    }
    List<LiveRule> sleepers = new ArrayList<>();
    for (LiveRule rule : timeline.readers(series)) {
      if (isSleeper(rule, series) && store.rule(rule.name()) == null) {
        if (slot + rule.width().millis() <= timeline.settledTo(rule, clock)
            || !limits.hasRoom(rule, key)) {
          return false;
        }
        sleepers.add(rule);
      }
    }
    sleepers.forEach(rule -> limits.admit(rule, key));
    return !sleepers.isEmpty();
  }

  private boolean isSleeper(LiveRule rule, long series) {
    return rule.compiled().presence() == series && rule.sleepsIn(key);
  }

  /** How many more logs a rule can sleep through; it should not if that is none. */
  long logsLeft(LiveRule rule, @Nullable SeriesSlots slots) {
    if (slots == null) {
      return rule.sleepLogs();
    }
    long from =
        clock.nothingRead()
            ? Long.MIN_VALUE
            : timeline.slotOf(rule, timeline.settledTo(rule, clock)) - rule.reachMillis();
    return slots.windowFrom(from) instanceof CountPartial logs
        ? rule.sleepLogs() - logs.count()
        : rule.sleepLogs();
  }

  /** Gives a rule that is asleep a state: it stands before the first slot that can change. */
  void wake(LiveRule rule) {
    wake(rule, Long.MAX_VALUE);
  }

  /**
   * Gives a rule a state that was asleep until other rules came into force.
   *
   * @param otherRulesFrom from this slot on it is not known that nothing can come of it
   */
  private void wake(LiveRule rule, long otherRulesFrom) {
    Standing start = Starts.of(rule, look);
    SeriesSlots slots = store.slots(rule.compiled().presence());
    if (slots != null && !clock.nothingRead()) {
      long slot = Math.min(start.slot(), otherRulesFrom);
      OptionalLong last = slots.lastUpTo(slot - rule.width().millis());
      // With no log in any window, the group would have been forgotten.
      boolean known = last.isPresent() && last.getAsLong() >= slot - rule.reachMillis();
      start =
          new Standing(
              start.generation(), slot, start.alert(), known ? last.getAsLong() : start.lastLog());
    }
    store.putRule(rule.name(), RuleState.at(start));
    rule.takeLeasesBack(store);
  }

  /**
   * Lets a rule fall asleep of which nothing can come.
   *
   * @return the slots that it sleeps by, and has no state any more; null if it cannot
   */
  @Nullable SeriesSlots fallsAsleep(LiveRule rule) {
    long presence = rule.compiled().presence();
    if (!isAllowed() || clock.nothingRead() || !rule.sleepsIn(key)) {
      return null;
    }
    SeriesSlots slots = store.slots(presence);
    if (slots == null
        || slots.isEmpty()
        || logsLeft(rule, slots) <= 0
        || !(isSound(slots) || allHaveStates(presence))) {
      return null;
    }
    if (slots.asleepUnder() != timeline.version()) {
      slots.fallAsleep(timeline.version());
      store.putSlots(presence, slots);
    }
    store.removeRule(rule.name());
    return slots;
  }

  /** Then none of them was refused the group, and it can be said of all that they may sleep. */
  private boolean allHaveStates(long series) {
    for (LiveRule rule : timeline.readers(series)) {
      if (isSleeper(rule, series) && store.rule(rule.name()) == null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Wakes all that sleep by a series, since the rules are not what they were.
   *
   * @return their names
   */
  List<String> wakeAll(long series, SeriesSlots slots) {
    List<String> woken = new ArrayList<>();
    for (LiveRule rule : asleepBy(series)) {
      wake(rule, timeline.firstChange());
      woken.add(rule.name());
    }
    slots.wakeUp();
    slots.takeLeaseBack();
    store.putSlots(series, slots);
    return woken;
  }

  /** The group is not known any more to rules that sleep by a series, which is dropped. */
  void left(long series) {
    asleepBy(series).forEach(rule -> limits.left(rule.name(), key));
  }

  /** After a restart: rules that sleep by a series have been let in. */
  void restored(long series) {
    asleepBy(series).forEach(rule -> limits.restored(rule.name(), key));
  }

  /** The rules that sleep by a series, each once: those that were there before the newest. */
  private Collection<LiveRule> asleepBy(long series) {
    Map<String, LiveRule> asleep = new LinkedHashMap<>();
    for (LiveRule rule : timeline.readersBefore(series)) {
      if (isSleeper(rule, series) && store.rule(rule.name()) == null) {
        asleep.putIfAbsent(rule.name(), rule);
      }
    }
    return asleep.values();
  }

  /**
   * The clock at which slots that rules sleep by are old enough to be dropped: some of them while
   * there are newer ones, and all of them, with whom the group is forgotten.
   */
  long dropsAt(long series, SeriesSlots slots) {
    long kept = timeline.keptMillis(series);
    if (kept == LiveRules.NOT_READ) {
      return nextSlotMillis(series);
    }
    long some = Math.max(slots.first() + kept, clock.readToMillis() + kept / DROPS);
    return Math.min(slots.last() + kept, some) + 1;
  }

  /** The clock at which the next slot of those closes that sleep by a series. */
  long nextSlotMillis(long series) {
    if (clock.nothingRead()) {
      return clock.readToMillis() + 1;
    }
    long next = Long.MAX_VALUE;
    for (LiveRule rule : timeline.readers(series)) {
      if (isSleeper(rule, series)) {
        next = Math.min(next, clock.nextClose(rule.width(), rule.compiled().waitMillis()));
      }
    }
    return next;
  }
}
