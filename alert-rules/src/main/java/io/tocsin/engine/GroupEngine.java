package io.tocsin.engine;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.alert.AlertState;
import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.AlertState.Inactive;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import io.tocsin.slot.SlotWidth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private long firing;

  /** An engine over the rules of a timeline, which may change while it runs. */
  public GroupEngine(RuleTimeline timeline, GroupLimits limits, EngineOutput out) {
    this.timeline = timeline;
    this.limits = limits;
    this.out = out;
  }

  /** Rules are live in a group, as they were when this state was written. */
  public void restored(GroupKey key, Iterable<Map.Entry<String, RuleState>> rules) {
    for (Map.Entry<String, RuleState> rule : rules) {
      if (isLimited(rule.getKey(), key)) {
        limits.restored(rule.getKey(), key);
      }
      firing += firing(rule.getValue().told());
    }
  }

  /** How many alerts fire now. */
  public long firing() {
    return firing;
  }

  /** How many groups of a rule are live, but for those that exist without logs. */
  public int groups(String rule) {
    return limits.live(rule);
  }

  private static long firing(List<Told> told) {
    return told.stream().filter(one -> !one.episode().ended()).count();
  }

  private boolean isLimited(String name, GroupKey key) {
    LiveRule rule = timeline.latest(name, key);
    return rule != null && !rule.permanent(key);
  }

  /**
   * Takes what was counted for a group.
   *
   * @return the clock at which {@link #advance} must be called at the latest, in milliseconds since
   *     the epoch, or {@link #NOTHING_DUE}
   */
  public long accept(GroupPartials partials, GroupStore store, EngineClock clock) {
    GroupKey key = partials.key();
    Set<String> touched = new LinkedHashSet<>();
    if (partials.entries().isEmpty()) {
      for (LiveRule rule : timeline.permanent(key)) {
        wake(rule, key, store, clock, touched);
      }
    }
    for (GroupPartials.Entry entry : partials.entries()) {
      merge(entry, key, store, clock, touched);
    }
    long due = NOTHING_DUE;
    for (String name : touched) {
      due = Math.min(due, evaluate(name, key, store, clock));
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
      due = Math.min(due, evaluate(name, key, store, clock));
    }
    dropOldSlots(store, clock);
    return due;
  }

  private void merge(
      GroupPartials.Entry entry,
      GroupKey key,
      GroupStore store,
      EngineClock clock,
      Set<String> touched) {
    boolean counts = false;
    boolean late = false;
    for (LiveRule rule : timeline.readers(entry.seriesId(), entry.slotMillis())) {
      boolean isPresence = entry.seriesId() == rule.compiled().presence();
      long slotEnd = entry.slotMillis() + rule.width().millis();
      boolean isLate = slotEnd <= clock.readToMillis();
      if (slotEnd > timeline.settledTo(rule, clock) && !(isLate && hasPassed(rule, entry, store))) {
        if (!wake(rule, key, store, clock, touched)) {
          if (isPresence) {
            out.overLimit(rule.name(), key, entry.slotMillis(), logsIn(entry.partial()));
          }
          continue;
        }
        counts = true;
        if (isPresence) {
          out.counted(rule.name(), logsIn(entry.partial()));
        }
        late |= isLate;
        if (isPresence && slotEnd <= timeline.closedTo(rule, clock)) {
          noteLate(rule, store, logsIn(entry.partial()));
        }
      } else if (isPresence) {
        out.tooLate(rule.name(), key, entry.slotMillis(), logsIn(entry.partial()));
      }
    }
    if (counts) {
      SeriesSlots slots = store.slots(entry.seriesId());
      if (slots == null) {
        slots = SeriesSlots.of(timeline.series(entry.seriesId(), entry.slotMillis()).aggregate());
      }
      slots.merge(entry.slotMillis(), entry.partial());
      store.putSlots(entry.seriesId(), slots);
      if (late) {
        walkAgain(entry, store);
      }
    }
  }

  /** A late log changes what was walked, also of rules that were not yet in force in its slot. */
  private void walkAgain(GroupPartials.Entry entry, GroupStore store) {
    for (LiveRule rule : timeline.readers(entry.seriesId())) {
      RuleState state = store.rule(rule.name());
      Walked walked = state == null ? null : state.walked();
      if (state != null && walked != null && entry.slotMillis() < walked.standing().slot()) {
        store.putRule(rule.name(), state.unwalked());
      }
    }
  }

  /** A series by which a rule knows its groups is a count. */
  private static long logsIn(Partial partial) {
    return partial instanceof CountPartial count ? count.count() : 0;
  }

  /** Sees to it that the rule is evaluated; false if the group is beyond the rule's limit. */
  private boolean wake(
      LiveRule rule, GroupKey key, GroupStore store, EngineClock clock, Set<String> touched) {
    RuleState state = store.rule(rule.name());
    if (state == null) {
      if (!limits.admit(rule, key)) {
        return false;
      }
      store.putRule(rule.name(), new RuleState(Starts.of(rule, timeline, clock), List.of(), 0));
    }
    touched.add(rule.name());
    return true;
  }

  /**
   * Whether the rule's state is past a slot that would not be settled by the rules now in force:
   * one of them is more patient than those that settled it.
   */
  private static boolean hasPassed(LiveRule rule, GroupPartials.Entry entry, GroupStore store) {
    RuleState state = store.rule(rule.name());
    return state != null && entry.slotMillis() < state.settled().slot();
  }

  private static void noteLate(LiveRule rule, GroupStore store, long logs) {
    RuleState state = store.rule(rule.name());
    if (state != null) {
      store.putRule(
          rule.name(),
          new RuleState(state.settled(), state.told(), state.lateLogs() + logs, state.walked()));
    }
  }

  /** A rule that cannot be evaluated, by a mistake of ours, must not keep others from it. */
  private long evaluate(String name, GroupKey key, GroupStore store, EngineClock clock) {
    try {
      return decide(name, key, store, clock);
    } catch (StoreException storeFailed) {
      throw storeFailed;
    } catch (RuntimeException ruleFailed) {
      out.failed(name, key, ruleFailed);
      return clock.readToMillis() + SlotWidth.MINUTE.millis();
    }
  }

  private long decide(String name, GroupKey key, GroupStore store, EngineClock clock) {
    RuleState state = store.rule(name);
    LiveRule rule = timeline.latest(name, key);
    if (state == null || rule == null) {
      if (state != null) {
        limits.left(name, key);
        firing -= firing(state.told());
      }
      store.removeRule(name);
      return NOTHING_DUE;
    }
    GroupReadings readings = new GroupReadings(key, store, timeline, clock);
    Standing start = Starts.placed(state.settled(), rule, key, readings, timeline, clock);
    RuleWalk walk = new RuleWalk(name, key, timeline, readings, start);
    walk.walkTo(timeline.settledTo(rule, clock), new Rollups(key, store, out::rollup)::settled);
    Standing settled = walk.standing();
    Walked walked = state.walked();
    if (walked != null
        && walked.holds(timeline, clock)
        && walked.standing().slot() > settled.slot()) {
      walk.resume(walked, start.slot());
    }
    walk.walkTo(timeline.closedTo(rule, clock));
    Standing closed = walk.standing();
    walked = new Walked(closed, walk.ended(), timeline.version(), clock.beganAtMillis());
    walk.leave(clock.readToMillis());
    walk.walkEarly(readings.lastLog(rule));

    RecordMaker records =
        new RecordMaker(key, store, walk.lastRule(rule), timeline, clock, state.lateLogs());
    Teller teller = new Teller(state.told(), settled.slot(), clock.ended(), records, out::say);
    teller.tell(episodes(walk, closed.slot()));
    firing += firing(teller.told()) - firing(state.told());
    if (clock.nothingRead()) {
      store.putRule(name, new RuleState(state.settled(), teller.told(), 0));
      return clock.readToMillis() + 1;
    }
    long lateLogs = teller.told().isEmpty() ? 0 : state.lateLogs();
    RuleState next = new RuleState(settled, teller.told(), lateLogs, walked);
    if (rests(next, closed, rule, key, readings)) {
      if (!rule.permanent(key)) {
        limits.left(name, key);
      }
      store.removeRule(name);
      return NOTHING_DUE;
    }
    store.putRule(name, next);
    return timeline.closesAt(rule, closed.slot());
  }

  private static List<Episode> episodes(RuleWalk walk, long firstOpen) {
    List<Episode> episodes = new ArrayList<>(walk.ended());
    if (walk.standing().alert() instanceof Firing firing) {
      episodes.add(Episode.of(firing, firing.firedAt() >= firstOpen));
    }
    return episodes;
  }

  /** Whether nothing can come of the rule before the next log. */
  private boolean rests(
      RuleState state, Standing closed, LiveRule rule, GroupKey key, GroupReadings readings) {
    boolean inactive =
        closed.alert() instanceof Inactive && state.settled().alert() instanceof Inactive;
    if (!inactive || !state.told().isEmpty()) {
      return false;
    }
    boolean known = rule.permanent(key) || closed.lastLog() != AlertState.NEVER;
    boolean gone = !timeline.comes(rule, closed.slot());
    if (known && !gone && rule.compiled().logic().holdsOnNothing()) {
      return false;
    }
    return readings.lastLog(rule) < state.settled().slot() - readings.reachMillis(rule);
  }

  private void dropOldSlots(GroupStore store, EngineClock clock) {
    if (clock.nothingRead()) {
      return;
    }
    for (long series : store.series()) {
      long needed = Long.MAX_VALUE;
      for (LiveRule rule : timeline.readers(series)) {
        // Twice as late as can be: the lines before a silence are shown when it fires.
        long kept = rule.reachMillis() + rule.compiled().timing().lateMillis();
        needed = Math.min(needed, timeline.settledTo(rule, clock) - kept);
      }
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
