package io.tocsin.engine;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.SamplesPartial;
import io.tocsin.aggregate.TopicsPartial;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Lease;
import io.tocsin.slot.SeriesSlots;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts what was counted of one group into its slots, and finds the rules of which something may
 * come.
 */
final class Arrivals {
  private final GroupKey key;
  private final GroupStore store;
  private final RuleTimeline timeline;
  private final GroupLimits limits;
  private final EngineClock clock;
  private final EngineOutput out;
  private final Sleep sleep;
  private final Leases leases;
  private long due = GroupEngine.NOTHING_DUE;
  private @Nullable Set<String> touched;
  private @Nullable List<GroupPartials.Entry> ofTopics;

  Arrivals(
      GroupKey key,
      GroupStore store,
      RuleTimeline timeline,
      GroupLimits limits,
      EngineClock clock,
      Sleep sleep,
      Leases leases,
      EngineOutput out) {
    this.key = key;
    this.sleep = sleep;
    this.leases = leases;
    this.store = store;
    this.timeline = timeline;
    this.limits = limits;
    this.clock = clock;
    this.out = out;
  }

  /** The rules that must be looked at, by their names, each once; a copy. */
  List<String> touched() {
    return touched == null ? List.of() : new ArrayList<>(touched);
  }

  /** When rules must be looked at that have fallen asleep; {@link GroupEngine#NOTHING_DUE}. */
  long due() {
    return due;
  }

  /** Rules were woken that must be looked at. */
  void woken(List<String> names) {
    names.forEach(this::touch);
  }

  private void touch(String name) {
    if (touched == null) {
      touched = new LinkedHashSet<>();
    }
    touched.add(name);
  }

  /** Sees to it that the rule is looked at; false if the group is beyond the rule's limit. */
  boolean wake(LiveRule rule) {
    return wake(rule, store.rule(rule.name()));
  }

  private boolean wake(LiveRule rule, @Nullable RuleState state) {
    if (state == null) {
      if (!limits.admit(rule, key)) {
        return false;
      }
      store.putRule(rule.name(), RuleState.at(Starts.of(rule, timeline, clock)));
    }
    touch(rule.name());
    return true;
  }

  /** Takes what was counted; lines last, since counts say whether anybody wants them. */
  void take(List<GroupPartials.Entry> entries) {
    for (GroupPartials.Entry entry : entries) {
      if (entry.partial() instanceof TopicsPartial) {
        waitForLogs(entry);
      } else if (!(entry.partial() instanceof SamplesPartial)) {
        take(entry);
      }
    }
    for (GroupPartials.Entry entry : entries) {
      if (entry.partial() instanceof SamplesPartial) {
        take(entry);
      }
    }
  }

  /** Takes what was counted of a series in a slot. */
  private void take(GroupPartials.Entry entry) {
    long slot = entry.slotMillis();
    long logs = logsIn(entry.partial());
    SeriesSlots slots = store.slots(entry.seriesId());
    if (slots != null
        && slots.useLease(
            slot, logs, clock.readToMillis(), timeline.version(), clock.beganAtMillis())) {
      add(entry, slots, slots.openMillis());
      sayCounted(entry.seriesId(), logs);
      return;
    }
    if (slots != null && slots.isAsleep() && !sleep.isSound(slots)) {
      woken(sleep.wakeAll(entry.seriesId(), slots));
    }
    List<LiveRule> readers = timeline.readers(entry.seriesId(), slot);
    long openMillis = Lease.ALL_SLOTS;
    if (entry.partial() instanceof SamplesPartial lines) {
      openMillis = openMillis(readers);
      if (openMillis != Lease.ALL_SLOTS && !lines.isFull()) {
        return;
      }
    }
    Answers answers = new Answers(entry, logs, slots, openMillis);
    readers.forEach(answers::ask);
    if (answers.counts) {
      sayCounted(entry.seriesId(), logs);
      SeriesSlots merged = merge(entry, slots, answers);
      // Who has a group to himself comes for one log, more often than not.
      if (slots != null) {
        answers.lend(merged, readers.size());
      }
    }
    if (answers.late) {
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
      if (!rule.wakesEarly() || store.rule(rule.name()) != null || !sleep.isAsleep(rule)) {
        return Lease.ALL_SLOTS;
      }
      closeMillis = Math.max(closeMillis, rule.closeMillis());
    }
    return closeMillis;
  }

  /** What the rules that read a series say to logs of one slot. */
  private final class Answers {
    private final GroupPartials.Entry entry;
    private final long logs;
    private final @Nullable SeriesSlots slots;
    private final long openMillis;

    /** Whether rules sleep from these logs on that know the group by them. */
    private final boolean beginSleep;

    /** Rules that need not be looked at: awake, and asleep. */
    private final List<Slack> slacks = new ArrayList<>();

    private int sleepers;
    private long sleptLogs = Long.MAX_VALUE;
    private long sleptSettleMillis = Long.MAX_VALUE;

    /** Whether the logs count for a rule, and for one that has walked over their slot. */
    private boolean counts;

    private boolean late;

    Answers(GroupPartials.Entry entry, long logs, @Nullable SeriesSlots slots, long openMillis) {
      this.entry = entry;
      this.logs = logs;
      this.slots = slots;
      this.openMillis = openMillis;
      this.beginSleep =
          entry.partial() instanceof CountPartial
              && !(slots != null && slots.isAsleep())
              && sleep.beginsWith(entry.seriesId(), entry.slotMillis());
    }

    void ask(LiveRule rule) {
      long slot = entry.slotMillis();
      RuleState state = store.rule(rule.name());
      Slack slack = state == null ? null : state.slack();
      if (slack != null && slack.takes(slot, logs, timeline, clock)) {
        slacks.add(slack);
        counts = true;
        return;
      }
      boolean isPresence = entry.seriesId() == rule.compiled().presence();
      boolean isLate = slot + rule.width().millis() <= clock.readToMillis();
      boolean isAsleep =
          state == null && (isPresence && beginSleep ? rule.sleepsIn(key) : sleep.isAsleep(rule));
      if (isSettled(rule, state, slot, isLate)) {
        if (isPresence) {
          out.tooLate(rule.name(), key, slot, logs);
        }
      } else if (isAsleep && sleepsThrough(rule, isPresence ? logs : 0)) {
        counts = true;
      } else if (isAsleep) {
        sleep.wake(rule);
        touch(rule.name());
        counts = true;
        late |= isLate;
      } else if (!wake(rule, state)) {
        if (isPresence) {
          out.overLimit(rule.name(), key, slot, logs);
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

    /** Lends a series what all rules can that read it; nothing if one of them cannot. */
    void lend(SeriesSlots series, int readers) {
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
              timeline.version(),
              clock.beganAtMillis());
      series.lend(leases.shared(terms), lent);
    }
  }

  private void waitForLogs(GroupPartials.Entry entry) {
    if (ofTopics == null) {
      ofTopics = new ArrayList<>();
    }
    ofTopics.add(entry);
  }

  /**
   * Keeps with the rules that ask for it where the logs came from that were taken. The logs come
   * first: it is for them to say whether the rule takes the group at all.
   */
  void noteTopics() {
    if (ofTopics == null) {
      return;
    }
    for (GroupPartials.Entry entry : ofTopics) {
      for (LiveRule rule : timeline.readers(entry.seriesId(), entry.slotMillis())) {
        RuleState state = store.rule(rule.name());
        if (state != null && entry.partial() instanceof TopicsPartial partial) {
          noteTopics(rule, state, entry, partial.topics());
        }
      }
    }
  }

  private void noteTopics(
      LiveRule rule, RuleState state, GroupPartials.Entry entry, List<String> topics) {
    LastTopics now =
        state
            .topics()
            .seen(entry.seriesId(), entry.slotMillis(), topics, rule.topicsMemoryMillis());
    if (now != state.topics()) {
      store.putRule(rule.name(), state.withTopics(now));
    }
  }

  private void sayCounted(long seriesId, long logs) {
    if (logs > 0) {
      out.counted(seriesId, logs);
    }
  }

  /**
   * Whether no log can come into the slot any more: by the rules now in force, or because the
   * rule's state is past it, which those had settled that were in force before.
   */
  private boolean isSettled(LiveRule rule, @Nullable RuleState state, long slot, boolean isLate) {
    return slot + rule.width().millis() <= timeline.settledTo(rule, clock)
        || (isLate && state != null && slot < state.settled().slot());
  }

  private SeriesSlots merge(
      GroupPartials.Entry entry, @Nullable SeriesSlots existing, Answers answers) {
    SeriesSlots slots = existing;
    if (slots == null) {
      slots = SeriesSlots.of(timeline.series(entry.seriesId(), entry.slotMillis()).aggregate());
    }
    if (answers.beginSleep) {
      // Before they are put: a store may keep what they are then, and not the object.
      slots.fallAsleep(timeline.version());
    }
    add(entry, slots, answers.openMillis);
    if (answers.beginSleep) {
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
    if (openMillis != Lease.ALL_SLOTS && !clock.nothingRead()) {
      long firstOpen = clock.readToMillis() - openMillis + 1;
      if (entry.slotMillis() >= firstOpen) {
        slots.dropBefore(firstOpen);
      }
    }
    slots.merge(entry.slotMillis(), entry.partial());
    store.putSlots(entry.seriesId(), slots);
  }

  /** A late log changes what was walked, also of rules that were not yet in force in its slot. */
  private void walkAgain(GroupPartials.Entry entry) {
    for (LiveRule rule : timeline.readers(entry.seriesId())) {
      RuleState state = store.rule(rule.name());
      Walked walked = state == null ? null : state.walked();
      if (state != null && walked != null && entry.slotMillis() < walked.standing().slot()) {
        store.putRule(rule.name(), state.unwalked());
      }
    }
  }

  /**
   * Notes for the rules that are looked at which logs came after their slot had closed: what is
   * said of an alert says that too.
   *
   * @param taken all that was
   */
  void noteLate(List<GroupPartials.Entry> taken) {
    if (touched == null) {
      return;
    }
    for (GroupPartials.Entry entry : taken) {
      long logs = logsIn(entry.partial());
      if (logs > 0 && entry.slotMillis() < clock.readToMillis()) {
        for (LiveRule rule : timeline.readers(entry.seriesId(), entry.slotMillis())) {
          noteLate(rule, entry, logs);
        }
      }
    }
  }

  private void noteLate(LiveRule rule, GroupPartials.Entry entry, long logs) {
    long slot = entry.slotMillis();
    boolean isPresence = entry.seriesId() == rule.compiled().presence();
    boolean isClosed = slot + rule.width().millis() <= timeline.closedTo(rule, clock);
    if (isPresence && isClosed && touched != null && touched.contains(rule.name())) {
      RuleState state = store.rule(rule.name());
      if (state != null && !isSettled(rule, state, slot, true)) {
        store.putRule(rule.name(), state.withLateLogs(state.lateLogs() + logs));
      }
    }
  }

  /** A series by which a rule knows its groups is a count. */
  private static long logsIn(Partial partial) {
    return partial instanceof CountPartial count ? count.count() : 0;
  }
}
