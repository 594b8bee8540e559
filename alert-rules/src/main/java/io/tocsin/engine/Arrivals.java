package io.tocsin.engine;

import io.tocsin.aggregate.SamplesPartial;
import io.tocsin.aggregate.TopicsPartial;
import io.tocsin.slot.Lease;
import io.tocsin.slot.SeriesSlots;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was counted of one group into its slots, and finds the rules of which something may
 * come.
 */
final class Arrivals {
  private final Look look;
  private final Sleep sleep;
  private final Waking waking;
  private final Remarks remarks;
  private final Leases leases;
  private final EngineOutput out;
  private long due = GroupEngine.NOTHING_DUE;

  Arrivals(Look look, Sleep sleep, Waking waking, Leases leases, EngineOutput out) {
    this.look = look;
    this.sleep = sleep;
    this.waking = waking;
    this.remarks = new Remarks(look, waking);
    this.leases = leases;
    this.out = out;
  }

  /** When rules must be looked at that have fallen asleep; {@link GroupEngine#NOTHING_DUE}. */
  long due() {
    return due;
  }

  /** Takes what was counted; lines last, since counts say whether anybody wants them. */
  void take(List<GroupPartials.Entry> entries) {
    for (GroupPartials.Entry entry : entries) {
      if (entry.partial() instanceof TopicsPartial) {
        remarks.addTopics(entry);
      } else if (!(entry.partial() instanceof SamplesPartial)) {
        take(entry);
      }
    }
    for (GroupPartials.Entry entry : entries) {
      if (entry.partial() instanceof SamplesPartial) {
        take(entry);
      }
    }
    remarks.noteTopics();
    remarks.noteLate(entries);
  }

  /** Takes what was counted of a series in a slot. */
  private void take(GroupPartials.Entry entry) {
    long slot = entry.slotMillis();
    long logs = entry.logs();
    EngineClock clock = look.clock();
    SeriesSlots slots = look.store().slots(entry.seriesId());
    if (slots != null
        && slots.useLease(
            slot, logs, clock.readToMillis(), look.timeline().version(), clock.beganAtMillis())) {
      add(entry, slots, slots.openMillis());
      sayCounted(entry.seriesId(), logs);
      return;
    }
    if (slots != null && slots.isAsleep() && !sleep.isSound(slots)) {
      sleep.wakeAll(entry.seriesId(), slots).forEach(waking::add);
    }
    List<LiveRule> readers = look.timeline().readers(entry.seriesId(), slot);
    long openMillis = Lease.ALL_SLOTS;
    if (entry.partial() instanceof SamplesPartial lines) {
      openMillis = openMillis(readers);
      if (openMillis != Lease.ALL_SLOTS && !lines.isFull()) {
        return;
      }
    }
    Answers answers = new Answers(look, sleep, waking, out, entry, slots);
    readers.forEach(answers::ask);
    if (answers.counts()) {
      sayCounted(entry.seriesId(), logs);
      SeriesSlots merged = merge(entry, slots, answers.beginSleep(), openMillis);
      // Who has a group to himself comes for one log, more often than not.
      if (slots != null) {
        answers.lend(merged, readers.size(), openMillis, leases);
      }
    }
    if (answers.late()) {
      walkAgain(entry);
    }
  }

  /**
   * How far behind the clock slots may have begun of which lines are kept when newer ones come, as
   * {@link Lease#openMillis}. If all rules sleep that show them, and none shows lines but of logs
   * that come once it is awake, nobody needs those of closed slots: so it is in most groups, where
   * lines would be most of what is kept. Nor those of open ones, but where logs are read a slot's
   * lines are sent no more when there have been enough.
   */
  private long openMillis(List<LiveRule> readers) {
    long closeMillis = 0;
    for (LiveRule rule : readers) {
      if (!rule.wakesEarly() || look.store().rule(rule.name()) != null || !sleep.isAsleep(rule)) {
        return Lease.ALL_SLOTS;
      }
      closeMillis = Math.max(closeMillis, rule.closeMillis());
    }
    return closeMillis;
  }

  private void sayCounted(long seriesId, long logs) {
    if (logs > 0) {
      out.counted(seriesId, logs);
    }
  }

  private SeriesSlots merge(
      GroupPartials.Entry entry,
      @Nullable SeriesSlots existing,
      boolean beginSleep,
      long openMillis) {
    SeriesSlots slots = existing;
    if (slots == null) {
      slots =
          SeriesSlots.of(look.timeline().series(entry.seriesId(), entry.slotMillis()).aggregate());
    }
    if (beginSleep) {
      // Before they are put: a store may keep what they are then, and not the object.
      slots.fallAsleep(look.timeline().version());
    }
    add(entry, slots, openMillis);
    if (beginSleep) {
      due = Math.min(due, sleep.dropsAt(entry.seriesId(), slots));
    }
    return slots;
  }

  /**
   * Adds what was counted in a slot to those of its series.
   *
   * @param openMillis as {@link Lease#openMillis}
   */
  private void add(GroupPartials.Entry entry, SeriesSlots slots, long openMillis) {
    if (openMillis != Lease.ALL_SLOTS && !look.clock().nothingRead()) {
      long firstOpen = look.clock().readToMillis() - openMillis + 1;
      if (entry.slotMillis() >= firstOpen) {
        slots.dropBefore(firstOpen);
      }
    }
    slots.merge(entry.slotMillis(), entry.partial());
    look.store().putSlots(entry.seriesId(), slots);
  }

  /** A late log changes what was walked, also of rules that were not yet in force in its slot. */
  private void walkAgain(GroupPartials.Entry entry) {
    for (LiveRule rule : look.timeline().readers(entry.seriesId())) {
      RuleState state = look.store().rule(rule.name());
      Walked walked = state == null ? null : state.walked();
      if (state != null && walked != null && entry.slotMillis() < walked.standing().slot()) {
        look.store().putRule(rule.name(), state.unwalked());
      }
    }
  }
}
