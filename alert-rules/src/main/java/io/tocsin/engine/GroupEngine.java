package io.tocsin.engine;

import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one group at a time: takes what was counted, steps the alerts of its rules, says what
 * changed, and tells when to look again.
 *
 * <p>A rule has a state under a group from its first log (or from its load, if the group exists
 * without logs) until nothing can come of what is there: no alert, nothing said that is not
 * settled, no log in any window. In most groups most rules {@link Sleep sleep} instead, and have
 * none.
 */
public final class GroupEngine {
  /** There is no need to look again before the next log. */
  public static final long NOTHING_DUE = Long.MAX_VALUE;

  private static final EngineClock NO_CLOCK =
      new EngineClock(EngineClock.NOTHING_READ, EngineClock.NOT_BEGUN, 0, 0, false);

  private final RuleTimeline timeline;
  private final EngineOutput out;
  private final GroupLimits limits;
  private final Decisions decisions;
  private final Leases leases = new Leases();

  /** An engine over the rules of a timeline, which may change while it runs. */
  public GroupEngine(RuleTimeline timeline, GroupLimits limits, EngineOutput out) {
    this.timeline = timeline;
    this.limits = limits;
    this.out = out;
    this.decisions = new Decisions(limits, out);
  }

  /** Rules are live in a group, as they were when this state was written. */
  public void restored(GroupKey key, Iterable<Map.Entry<String, RuleState>> rules) {
    for (Map.Entry<String, RuleState> rule : rules) {
      if (isLimited(rule.getKey(), key)) {
        limits.restored(rule.getKey(), key);
      }
      decisions.restored(rule.getValue().told());
    }
  }

  /** Rules sleep in a group, as they did when its slots were written. */
  public void restoredAsleep(GroupKey key, GroupStore store) {
    // When this began is of no matter to who was let in.
    Sleep sleep = new Sleep(new Look(key, store, timeline, NO_CLOCK), limits);
    asleep(store).forEach(sleep::restored);
  }

  private boolean isLimited(String name, GroupKey key) {
    LiveRule rule = timeline.latest(name, key);
    return rule != null && !rule.permanent(key);
  }

  /** How many alerts fire now. */
  public long firing() {
    return decisions.firing();
  }

  /** How many groups of a rule are live, but for those that exist without logs. */
  public int groups(String rule) {
    return limits.live(rule);
  }

  /**
   * Takes what was counted for a group.
   *
   * @return the clock at which {@link #advance} must be called at the latest, in milliseconds since
   *     the epoch; {@link #NOTHING_DUE} if that is no earlier than was said before
   */
  public long accept(GroupPartials partials, GroupStore store, EngineClock clock) {
    Look look = new Look(partials.key(), store, timeline, clock);
    Sleep sleep = new Sleep(look, limits);
    Waking waking = new Waking(look, limits);
    if (!timeline.isSteady()) {
      wakeAll(store, sleep).forEach(waking::add);
    }
    if (partials.entries().isEmpty()) {
      timeline.permanent(partials.key()).forEach(waking::add);
    }
    Arrivals arrivals = new Arrivals(look, sleep, waking, leases, out);
    arrivals.take(partials.entries());
    long due = arrivals.due();
    for (String name : waking.names()) {
      due = Math.min(due, decisions.bringUp(name, look));
    }
    return due;
  }

  /**
   * Brings a group up to the clock.
   *
   * @return the clock at which to do so again, in milliseconds since the epoch, or {@link
   *     #NOTHING_DUE}
   */
  public long advance(GroupKey key, GroupStore store, EngineClock clock) {
    Look look = new Look(key, store, timeline, clock);
    Sleep sleep = new Sleep(look, limits);
    if (!timeline.isSteady()) {
      wakeAll(store, sleep);
    }
    long due = NOTHING_DUE;
    for (String name : store.rules()) {
      due = Math.min(due, decisions.bringUpInTime(name, look));
    }
    return Math.min(due, dropOldSlots(store, sleep, clock));
  }

  /**
   * Other rules have come into force: when a group must be looked at in which rules sleep. Whatever
   * else is in it is looked at in time.
   *
   * @return as {@link #advance}
   */
  public long rulesChanged(GroupKey key, GroupStore store, EngineClock clock) {
    Sleep sleep = new Sleep(new Look(key, store, timeline, clock), limits);
    long due = NOTHING_DUE;
    for (long series : asleep(store)) {
      due = Math.min(due, sleep.nextSlotMillis(series));
    }
    return due;
  }

  /** The series that rules sleep by. */
  private static List<Long> asleep(GroupStore store) {
    return store.series().stream().filter(series -> isAsleep(store.slots(series))).toList();
  }

  private static boolean isAsleep(@Nullable SeriesSlots slots) {
    return slots != null && slots.isAsleep();
  }

  /** Wakes the rules that fell asleep under others than those of today; their names. */
  private static List<String> wakeAll(GroupStore store, Sleep sleep) {
    List<String> woken = new ArrayList<>();
    for (long series : asleep(store)) {
      SeriesSlots slots = store.slots(series);
      if (slots != null && !sleep.isSound(slots)) {
        woken.addAll(sleep.wakeAll(series, slots));
      }
    }
    return woken;
  }

  private static long nextLook(long series, SeriesSlots slots, Sleep sleep) {
    if (sleep.isSound(slots)) {
      return sleep.dropsAt(series, slots);
    }
    sleep.wakeAll(series, slots);
    return sleep.nextSlotMillis(series);
  }

  /** Drops what nobody needs; when those are to be looked at again that sleep by the rest. */
  private long dropOldSlots(GroupStore store, Sleep sleep, EngineClock clock) {
    long due = NOTHING_DUE;
    for (long series : store.series()) {
      SeriesSlots slots = store.slots(series);
      if (slots == null) {
        continue;
      }
      if (!clock.nothingRead()) {
        long needed = timeline.keptFrom(series, clock);
        boolean dropped = needed != Long.MAX_VALUE && slots.dropBefore(needed);
        if (needed == Long.MAX_VALUE || slots.isEmpty()) {
          if (slots.isAsleep()) {
            sleep.left(series);
          }
          store.removeSlots(series);
          continue;
        }
        if (dropped) {
          store.putSlots(series, slots);
        }
      }
      if (slots.isAsleep()) {
        due = Math.min(due, nextLook(series, slots, sleep));
      }
    }
    return due;
  }
}
