package io.tocsin.engine;

import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import java.util.Map;

/**
 * Decides for one group at a time: takes what was counted, steps the alerts of its rules, says what
 * changed, and tells when to look again.
 *
 * <p>A rule has a state under a group from its first log (or from its load, if the group exists
 * without logs) until nothing can come of what is there: no alert, nothing said that is not
 * settled, no log in any window.
 */
public final class GroupEngine {
  /** There is no need to look again before the next log. */
  public static final long NOTHING_DUE = Long.MAX_VALUE;

  private final RuleTimeline timeline;
  private final EngineOutput out;
  private final GroupLimits limits;
  private final Decisions decisions;

  /** An engine over the rules of a timeline, which may change while it runs. */
  public GroupEngine(RuleTimeline timeline, GroupLimits limits, EngineOutput out) {
    this.timeline = timeline;
    this.limits = limits;
    this.out = out;
    this.decisions = new Decisions(timeline, limits, out);
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
    GroupKey key = partials.key();
    Arrivals arrivals = new Arrivals(key, store, timeline, limits, clock, out);
    if (partials.entries().isEmpty()) {
      timeline.permanent(key).forEach(arrivals::wake);
    }
    partials.entries().forEach(arrivals::take);
    arrivals.noteTopics();
    arrivals.noteLate(partials.entries());
    long due = NOTHING_DUE;
    for (String name : arrivals.touched()) {
      due = Math.min(due, decisions.bringUp(name, key, store, clock));
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
    long due = NOTHING_DUE;
    for (String name : store.rules()) {
      due = Math.min(due, decisions.bringUpInTime(name, key, store, clock));
    }
    dropOldSlots(store, clock);
    return due;
  }

  private void dropOldSlots(GroupStore store, EngineClock clock) {
    if (clock.nothingRead()) {
      return;
    }
    for (long series : store.series()) {
      long needed = timeline.keptFrom(series, clock);
      SeriesSlots slots = store.slots(series);
      if (slots == null || needed == Long.MAX_VALUE) {
        store.removeSlots(series);
      } else if (slots.dropBefore(needed)) {
        if (slots.isEmpty()) {
          store.removeSlots(series);
        } else {
          store.putSlots(series, slots);
        }
      }
    }
  }
}
