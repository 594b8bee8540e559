package io.tocsin.engine;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.slot.Lease;
import io.tocsin.slot.SeriesSlots;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rules that read a series say to logs of one slot. */
final class Answers {
  private final Look look;
  private final Sleep sleep;
  private final Waking waking;
  private final EngineOutput out;
  private final GroupPartials.Entry entry;
  private final long logs;
  private final @Nullable SeriesSlots slots;
  private final boolean beginSleep;

  /** Of rules that are awake and need not be looked at. */
  private final List<Slack> slacks = new ArrayList<>();

  /** Rules that are asleep and stay so, and the least of what they can sleep through. */
  private int sleepers;

  private long sleptLogs = Long.MAX_VALUE;
  private long sleptSettleMillis = Long.MAX_VALUE;

  private boolean counts;
  private boolean late;

  /**
   * Nobody has answered yet.
   *
   * @param entry what was counted
   * @param slots of the entry's series; null if there are none
   */
  Answers(
      Look look,
      Sleep sleep,
      Waking waking,
      EngineOutput out,
      GroupPartials.Entry entry,
      @Nullable SeriesSlots slots) {
    this.look = look;
    this.sleep = sleep;
    this.waking = waking;
    this.out = out;
    this.entry = entry;
    this.logs = entry.logs();
    this.slots = slots;
    this.beginSleep =
        entry.partial() instanceof CountPartial
            && !(slots != null && slots.isAsleep())
            && sleep.beginsWith(entry.seriesId(), entry.slotMillis());
  }

  /** Whether rules sleep from these logs on that know the group by them. */
  boolean beginSleep() {
    return beginSleep;
  }

  /** Whether the logs count for any rule. */
  boolean counts() {
    return counts;
  }

  /** Whether they count for one whose slot had closed. */
  boolean late() {
    return late;
  }

  /** Asks a rule, and sees to it that it is looked at if something may come of it. */
  void ask(LiveRule rule) {
    long slot = entry.slotMillis();
    RuleState state = look.store().rule(rule.name());
    Slack slack = state == null ? null : state.slack();
    if (slack != null && slack.takes(slot, logs, look.timeline(), look.clock())) {
      slacks.add(slack);
      counts = true;
      return;
    }
    boolean isPresence = entry.seriesId() == rule.compiled().presence();
    boolean isLate = slot + rule.width().millis() <= look.clock().readToMillis();
    boolean isAsleep =
        state == null
            && (isPresence && beginSleep ? rule.sleepsIn(look.key()) : sleep.isAsleep(rule));
    if (look.isSettled(rule, state, slot, isLate)) {
      if (isPresence) {
        out.tooLate(rule.name(), look.key(), slot, logs);
      }
    } else if (isAsleep && sleepsThrough(rule, isPresence ? logs : 0)) {
      counts = true;
    } else if (isAsleep) {
      sleep.wake(rule);
      waking.add(rule.name());
      counts = true;
      late |= isLate;
    } else if (!waking.add(rule, state)) {
      if (isPresence) {
        out.overLimit(rule.name(), look.key(), slot, logs);
      }
    } else {
      counts = true;
      late |= isLate;
    }
  }

  /** Whether a rule that is asleep need not be woken by so many logs of what it goes by. */
  private boolean sleepsThrough(LiveRule rule, long more) {
    long left = more == 0 ? Long.MAX_VALUE : sleep.logsLeft(rule, slots) - more;
    if (left <= 0) {
      return false;
    }
    sleepers++;
    sleptLogs = Math.min(sleptLogs, left);
    sleptSettleMillis = Math.min(sleptSettleMillis, Slack.settleMillis(rule));
    return true;
  }

  /**
   * Lends a series what all rules can that read it; nothing if one of them cannot.
   *
   * @param readers how many rules those are
   * @param openMillis as {@link Lease#openMillis}
   */
  void lend(SeriesSlots series, int readers, long openMillis, Leases leases) {
    if (slacks.size() + sleepers < readers) {
      series.takeLeaseBack();
      return;
    }
    long lent = sleptLogs;
    long firstSlot = Long.MIN_VALUE;
    long settleMillis = sleptSettleMillis;
    long untilMillis = Long.MAX_VALUE;
    for (Slack slack : slacks) {
      lent = Math.min(lent, slack.lendable());
      firstSlot = Math.max(firstSlot, slack.firstSlot());
      settleMillis = Math.min(settleMillis, slack.settleMillis());
      untilMillis = Math.min(untilMillis, slack.untilMillis());
    }
    for (Slack slack : slacks) {
      slack.lend(lent);
    }
    Lease terms =
        new Lease(
            firstSlot,
            settleMillis,
            untilMillis,
            openMillis,
            look.timeline().version(),
            look.clock().beganAtMillis());
    series.lend(leases.shared(terms), lent);
  }
}
