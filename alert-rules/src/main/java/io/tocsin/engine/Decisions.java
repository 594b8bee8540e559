package io.tocsin.engine;

import io.tocsin.alert.AlertState;
import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.AlertState.Inactive;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import io.tocsin.slot.SlotWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Brings rules up to the clock, one rule of one group at a time, and says what changed. */
final class Decisions {
  private final GroupLimits limits;
  private final EngineOutput out;
  private long firing;

  Decisions(GroupLimits limits, EngineOutput out) {
    this.limits = limits;
    this.out = out;
  }

  /** How many alerts fire now. */
  long firing() {
    return firing;
  }

  /** Alerts fire that were said before this object was made. */
  void restored(List<Told> told) {
    firing += firing(told);
  }

  private static long firing(List<Told> told) {
    return told.isEmpty() ? 0 : told.stream().filter(one -> !one.episode().ended()).count();
  }

  /**
   * Brings a rule up to the clock. One that cannot be evaluated, by a mistake of ours, must not
   * keep others from it.
   *
   * @return the clock at which to do so again, or {@link GroupEngine#NOTHING_DUE}
   */
  long bringUp(String name, Look look) {
    try {
      return decide(name, look);
    } catch (StoreException storeFailed) {
      throw storeFailed;
    } catch (RuntimeException ruleFailed) {
      RuleState state = look.store().rule(name);
      if (state != null) {
        look.store().putRule(name, state.unwalked());
      }
      out.failed(name, look.key(), ruleFailed);
      return look.clock().readToMillis() + SlotWidth.MINUTE.millis();
    }
  }

  /**
   * The same for a rule that nothing new is known of but the time: one whose {@link Slack} outlives
   * slots need not be looked at each time that one closes.
   */
  long bringUpInTime(String name, Look look) {
    RuleState state = look.store().rule(name);
    Slack slack = state == null ? null : state.slack();
    if (slack != null && slack.outlives(look.timeline(), look.clock())) {
      return slack.nextSlotMillis(look.clock());
    }
    return bringUp(name, look);
  }

  private long decide(String name, Look look) {
    GroupKey key = look.key();
    GroupStore store = look.store();
    RuleTimeline timeline = look.timeline();
    RuleState state = store.rule(name);
    LiveRule rule = timeline.latest(name, key);
    if (state == null || rule == null) {
      if (state != null) {
        limits.left(name, key);
        firing -= firing(state.told());
      }
      store.removeRule(name);
      return GroupEngine.NOTHING_DUE;
    }
    GroupReadings readings = new GroupReadings(look);
    RuleState next = pass(state, rule, readings, look);
    Sleep sleep = new Sleep(look, limits);
    SeriesSlots asleepBy = next == null ? null : sleep.fallsAsleep(rule);
    if (asleepBy != null) {
      rule.takeLeasesBack(store);
      return sleep.dropsAt(rule.compiled().presence(), asleepBy);
    }
    if (next == null) {
      next = walk(state, rule, readings, look);
    }
    rule.takeLeasesBack(store);
    if (look.clock().nothingRead()) {
      store.putRule(name, next);
      return look.clock().readToMillis() + 1;
    }
    Standing closed = next.closed();
    if (rests(next, closed, rule, readings, look)) {
      // In a group that it is let into by what it sleeps by, it is so still.
      boolean stays = sleep.isAsleep(rule);
      store.removeRule(name);
      if (!rule.permanent(key) && !stays) {
        limits.left(name, key);
      }
      rule.takeLeasesBack(store);
      return GroupEngine.NOTHING_DUE;
    }
    store.putRule(name, next);
    return timeline.closesAt(rule, closed.slot());
  }

  /**
   * Passes over slots in which nothing can happen, whatever else is read of them, because there are
   * not enough logs in all of them together; null if they must be walked. It comes to what walking
   * them would come to.
   */
  private @Nullable RuleState pass(
      RuleState state, LiveRule rule, GroupReadings readings, Look look) {
    RuleTimeline timeline = look.timeline();
    EngineClock clock = look.clock();
    if (rule.harmlessLogs() == 0
        || !timeline.isSteady()
        || clock.ended()
        || !state.told().isEmpty()
        || !(state.settled().alert() instanceof Inactive)
        || state.settled().generation() != rule.generation()) {
      return null;
    }
    Standing from = Starts.placed(state.settled(), rule, readings, look);
    long left = rule.harmlessLogs() - readings.mostFrom(rule, from.slot() - rule.reachMillis());
    if (left <= 0) {
      return null;
    }
    if (clock.nothingRead()) {
      return state;
    }
    Standing settled = passed(from, timeline.settledTo(rule, clock), rule, look);
    Standing closed = passed(settled, timeline.closedTo(rule, clock), rule, look);
    Walked walked = new Walked(closed, List.of(), timeline.version(), clock.beganAtMillis(), true);
    long mayRest = readings.lastLog(rule) + rule.reachMillis();
    Slack slack = Slack.of(rule, settled, left, mayRest, timeline, clock);
    return new RuleState(settled, List.of(), 0, state.topics(), walked, slack);
  }

  private static Standing passed(Standing from, long bound, LiveRule rule, Look look) {
    long width = rule.width().millis();
    long slots = Math.floorDiv(bound - from.slot(), width);
    if (slots <= 0) {
      return from;
    }
    long slot = from.slot() + slots * width;
    SeriesSlots presence = look.store().slots(rule.compiled().presence());
    OptionalLong newest = presence == null ? OptionalLong.empty() : presence.lastUpTo(slot - width);
    // Slots before were passed without this rule, though their logs may still be there.
    long lastLog =
        newest.isPresent() && newest.getAsLong() >= from.slot()
            ? newest.getAsLong()
            : from.lastLog();
    boolean forgotten =
        !rule.permanent(look.key())
            && slot - width - lastLog >= rule.compiled().timing().forgetAfterMillis();
    return new Standing(
        from.generation(), slot, AlertState.INACTIVE, forgotten ? AlertState.NEVER : lastLog);
  }

  private RuleState walk(RuleState state, LiveRule rule, GroupReadings readings, Look look) {
    GroupKey key = look.key();
    RuleTimeline timeline = look.timeline();
    EngineClock clock = look.clock();
    Standing start = Starts.placed(state.settled(), rule, readings, look);
    RuleWalk walk = new RuleWalk(rule.name(), key, timeline, readings, start);
    Rollups rollups = new Rollups(key, look.store(), out::rollup);
    walk.walkTo(timeline.settledTo(rule, clock), rollups::settled);
    Standing settled = walk.standing();
    Walked walked = state.walked();
    if (walked != null
        && walked.holds(timeline, clock)
        && walked.standing().slot() > settled.slot()) {
      walk.resume(walked, start.slot());
    }
    walk.walkTo(timeline.closedTo(rule, clock));
    Standing closed = walk.standing();
    walked = new Walked(closed, walk.ended(), timeline.version(), clock.beganAtMillis(), false);
    walk.leave(clock.readToMillis());
    walk.walkEarly(readings.lastLog(rule));

    RecordMaker records = new RecordMaker(look, walk.lastRule(rule), state);
    Teller teller = new Teller(state.told(), settled.slot(), clock.ended(), records, out::say);
    teller.tell(episodes(walk, closed.slot()));
    firing += firing(teller.told()) - firing(state.told());
    if (clock.nothingRead()) {
      return new RuleState(state.settled(), teller.told(), 0, state.topics(), null, null);
    }
    long lateLogs = teller.told().isEmpty() ? 0 : state.lateLogs();
    Slack slack =
        teller.told().isEmpty() && timeline.isSteady()
            ? Slack.of(rule, walk.standing().slot(), closed, readings, timeline, clock)
            : null;
    return new RuleState(settled, teller.told(), lateLogs, state.topics(), walked, slack);
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
      RuleState state, Standing closed, LiveRule rule, GroupReadings readings, Look look) {
    boolean inactive =
        closed.alert() instanceof Inactive && state.settled().alert() instanceof Inactive;
    if (!inactive || !state.told().isEmpty()) {
      return false;
    }
    long needed = state.settled().slot() - readings.reachMillis(rule);
    if (readings.hasLogsFrom(rule, needed)) {
      return false;
    }
    boolean known = rule.permanent(look.key()) || closed.lastLog() != AlertState.NEVER;
    boolean gone = !look.timeline().comes(rule, closed.slot());
    if (known && !gone && rule.compiled().logic().holdsOnNothing()) {
      return false;
    }
    return readings.lastLog(rule) < needed;
  }
}
