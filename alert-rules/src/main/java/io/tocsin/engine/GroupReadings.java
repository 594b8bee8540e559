package io.tocsin.engine;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.alert.AlertState;
import io.tocsin.condition.Range;
import io.tocsin.condition.Term;
import io.tocsin.condition.TermValues;
import io.tocsin.condition.Truth;
import io.tocsin.rule.Evaluation;
import io.tocsin.rule.RuleTerm;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the windows of one group's slots.
 *
 * <p>A term is a range where logs are missing from its window, because it reaches back before the
 * source began or before its series was counted, or where logs can still come, because a slot of it
 * is open.
 */
final class GroupReadings {

  private final GroupKey key;
  private final GroupStore store;
  private final RuleTimeline timeline;
  private final EngineClock clock;

  GroupReadings(Look look) {
    this.key = look.key();
    this.store = look.store();
    this.timeline = look.timeline();
    this.clock = look.clock();
  }

  /** What the rule says of a slot, with the logs that have been read. */
  Evaluation evaluate(LiveRule rule, long slot) {
    Windows windows = new Windows(rule, slot);
    return rule.compiled().evaluate(windows.new Terms(false), windows.new Terms(true));
  }

  /** A slot of a rule that is open, and may be given more logs than it has. */
  OpenSlot open(LiveRule rule, long slot) {
    Windows windows = new Windows(rule, slot);
    return logs -> rule.compiled().holds(windows.new Grown(logs)) == Truth.TRUE;
  }

  /** An open slot, and what logs could make of it. */
  interface OpenSlot {
    /**
     * Whether the rule can turn out to hold before the slot closes, once there are so many more
     * logs. It may be said of a rule that cannot, never the other way round: logs only narrow
     * ranges, and what narrower ranges do not decide, wider ones do not either.
     */
    boolean canHoldAfter(long moreLogs);
  }

  /** Whether a log that the rule selects is in this slot. */
  boolean hasLogsIn(LiveRule rule, long slot) {
    SeriesSlots slots = store.slots(rule.compiled().presence());
    return slots != null && slots.hasLogsIn(slot);
  }

  /** Whether a log that the rule selects is in any of its windows that end with this slot. */
  boolean hasLogsInReach(LiveRule rule, long slot) {
    SeriesSlots slots = store.slots(rule.compiled().presence());
    OptionalLong last = slots == null ? OptionalLong.empty() : slots.lastUpTo(slot);
    return last.isPresent()
        && last.getAsLong() >= slot + rule.width().millis() - rule.reachMillis();
  }

  /** Whether a log that the rule selects is in this slot or a later one. */
  boolean hasLogsFrom(LiveRule rule, long slot) {
    SeriesSlots slots = store.slots(rule.compiled().presence());
    return slots != null && !slots.isEmpty() && slots.last() >= slot;
  }

  /** How many logs that the rule selects are in this slot. */
  long logsIn(LiveRule rule, long slot) {
    SeriesSlots slots = store.slots(rule.compiled().presence());
    return slots != null && slots.window(slot, slot) instanceof CountPartial logs
        ? logs.count()
        : 0;
  }

  /** The most logs that any count of the rule has in this slot and all later ones together. */
  long mostFrom(LiveRule rule, long slot) {
    long most = 0;
    for (RuleTerm term : rule.compiled().terms()) {
      SeriesSlots slots = store.slots(term.seriesId());
      if (slots != null && slots.windowFrom(slot) instanceof CountPartial logs) {
        most = Math.max(most, logs.count());
      }
    }
    return most;
  }

  /**
   * The last slot with a log of the rule, in any version; {@link AlertState#NEVER} if there is
   * none.
   */
  long lastLog(LiveRule rule) {
    long last = AlertState.NEVER;
    for (LiveRule version : timeline.versions(rule)) {
      last = version.lastLog(store, last);
    }
    return last;
  }

  /**
   * The first slot with a log that the rule selects, in any version; {@link Long#MAX_VALUE} if
   * there is none.
   */
  long firstLog(LiveRule rule) {
    long first = Long.MAX_VALUE;
    for (LiveRule version : timeline.versions(rule)) {
      SeriesSlots slots = store.slots(version.compiled().presence());
      if (slots != null && !slots.isEmpty()) {
        first = Math.min(first, slots.first());
      }
    }
    return first;
  }

  /** How far back the rule looks at most, in any version, in milliseconds. */
  long reachMillis(LiveRule rule) {
    long reach = 0;
    for (LiveRule version : timeline.versions(rule)) {
      reach = Math.max(reach, version.reachMillis());
    }
    return reach;
  }

  /** The windows of a rule that end with one slot, each read once. */
  private final class Windows {
    private final List<RuleTerm> terms;
    private final long slot;
    private final long slotEnd;
    private final long completeFrom;
    private final long closedTo;
    private final @Nullable Partial[] read;
    private final boolean[] isRead;

    Windows(LiveRule rule, long slot) {
      this.terms = rule.compiled().terms();
      this.slot = slot;
      this.slotEnd = slot + rule.width().millis();
      this.completeFrom = clock.completeFrom(rule.width());
      this.closedTo = timeline.closedTo(rule, clock);
      this.read = new Partial[terms.size()];
      this.isRead = new boolean[terms.size()];
    }

    private @Nullable Partial window(int number, long series, long from, long to) {
      if (!isRead[number]) {
        SeriesSlots slots = store.slots(series);
        read[number] = slots == null ? null : slots.window(from, to - 1);
        isRead[number] = true;
      }
      return read[number];
    }

    private Range value(int number, boolean counted) {
      RuleTerm ruleTerm = terms.get(number);
      Term term = ruleTerm.term();
      long to = slotEnd - term.offsetMillis();
      long from = to - term.windowMillis();
      long countedFrom = timeline.countedFrom(ruleTerm.seriesId(), slot);
      boolean missing = from < completeFrom || from < countedFrom;
      Partial window = window(number, ruleTerm.seriesId(), Math.max(from, countedFrom), to);
      return term.measure().value(window, !counted && (missing || isOpen(term)));
    }

    private boolean isOpen(Term term) {
      return slotEnd - term.offsetMillis() > closedTo;
    }

    /** The terms as ranges, or as they have been counted. */
    private final class Terms implements TermValues {
      private final boolean counted;

      Terms(boolean counted) {
        this.counted = counted;
      }

      @Override
      public Range value(int number) {
        return Windows.this.value(number, counted);
      }

      @Override
      public String groupValue(String field) {
        return key.value(field);
      }
    }

    /** The terms as no more than so many further logs can make them. */
    private final class Grown implements TermValues {
      private final long logs;

      Grown(long logs) {
        this.logs = logs;
      }

      @Override
      public Range value(int number) {
        Range range = Windows.this.value(number, false);
        Term term = terms.get(number).term();
        return isOpen(term) ? term.measure().grown(range, logs) : range;
      }

      @Override
      public String groupValue(String field) {
        return key.value(field);
      }
    }
  }
}
