package io.tocsin.engine;

import io.tocsin.alert.AlertState;
import io.tocsin.condition.Measure;
import io.tocsin.condition.Range;
import io.tocsin.condition.Term;
import io.tocsin.condition.TermValues;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.Evaluation;
import io.tocsin.rule.RuleTerm;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.SeriesSlots;
import java.util.List;
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

  GroupReadings(GroupKey key, GroupStore store, RuleTimeline timeline, EngineClock clock) {
    this.key = key;
    this.store = store;
    this.timeline = timeline;
    this.clock = clock;
  }

  /** What the rule says of a slot, with the logs that have been read. */
  Evaluation evaluate(CompiledRule rule, long slot) {
    return rule.evaluate(new Terms(rule, slot, false), new Terms(rule, slot, true));
  }

  /** Whether a log that the rule selects is in this slot. */
  boolean hasLogsIn(CompiledRule rule, long slot) {
    SeriesSlots slots = store.slots(rule.presence());
    return slots != null && slots.hasLogsIn(slot);
  }

  /** The last slot with a log of the rule; {@link AlertState#NEVER} if there is none. */
  long lastLog(CompiledRule rule) {
    long last = AlertState.NEVER;
    for (long series : rule.counted()) {
      SeriesSlots slots = store.slots(series);
      if (slots != null && !slots.isEmpty()) {
        last = Math.max(last, slots.last());
      }
    }
    return last;
  }

  /** The first slot with a log that the rule selects; {@link Long#MAX_VALUE} if there is none. */
  long firstLog(CompiledRule rule) {
    SeriesSlots slots = store.slots(rule.presence());
    return slots == null || slots.isEmpty() ? Long.MAX_VALUE : slots.first();
  }

  private final class Terms implements TermValues {
    private final List<RuleTerm> terms;
    private final long slotEnd;
    private final long completeFrom;
    private final long closedTo;
    private final boolean counted;

    Terms(CompiledRule rule, long slot, boolean counted) {
      this.terms = rule.terms();
      this.slotEnd = slot + rule.width().millis();
      this.completeFrom = clock.completeFrom(rule.width());
      this.closedTo = timeline.closedTo(rule.name(), clock);
      this.counted = counted;
    }

    @Override
    public Range value(int number) {
      RuleTerm ruleTerm = terms.get(number);
      Term term = ruleTerm.term();
      long to = slotEnd - term.offsetMillis();
      long from = to - term.windowMillis();
      long countedFrom = timeline.countedFrom(ruleTerm.seriesId());
      boolean missing = from < completeFrom || from < countedFrom;
      boolean open = to > closedTo;
      return read(
          ruleTerm.seriesId(),
          term.measure(),
          Math.max(from, countedFrom),
          to,
          !counted && (missing || open));
    }

    @Override
    public String groupValue(String field) {
      return key.value(field);
    }

    private Range read(long series, Measure measure, long from, long to, boolean openEnded) {
      @Nullable SeriesSlots slots = store.slots(series);
      return measure.value(slots == null ? null : slots.window(from, to - 1), openEnded);
    }
  }
}
