package io.tocsin.engine;

import io.tocsin.aggregate.Partial;
import io.tocsin.alert.EndReason;
import io.tocsin.condition.Range;
import io.tocsin.condition.Term;
import io.tocsin.condition.TermValues;
import io.tocsin.condition.Truth;
import io.tocsin.document.FieldIndex;
import io.tocsin.kql.KqlMatcher;
import io.tocsin.kql.KqlParser;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.Evaluation;
import io.tocsin.rule.RuleSet;
import io.tocsin.rule.RuleTiming;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All logs at once, each window filtered out of them anew, each run of slots searched for from its
 * start: slow, and short enough to be seen to be right.
 *
 * <p>Rules may change: a name's life goes on for as long as what it counts stays the same, each
 * slot is evaluated by the rule of that name that is in force in it, and what still fires when a
 * life ends has ended with it.
 */
final class BatchOracle {
  private final NavigableMap<Long, RuleSet> sets;
  private final List<TestingLog> logs;
  private final long began;
  private final long until;
  private final Map<String, List<TestingLog>> selected = new HashMap<>();

  /**
   * An oracle.
   *
   * @param until every slot that ends by then is evaluated
   */
  BatchOracle(RuleSet rules, List<TestingLog> logs, long until) {
    this(new TreeMap<>(Map.of(RuleTimeline.FROM_THE_BEGINNING, rules)), logs, until);
  }

  /**
   * An oracle over rules that change.
   *
   * @param sets by the first slot of each, the first from the beginning of all time
   */
  BatchOracle(NavigableMap<Long, RuleSet> sets, List<TestingLog> logs, long until) {
    this.sets = sets;
    this.logs = logs;
    this.began = logs.stream().mapToLong(TestingLog::timeMillis).min().orElse(Long.MAX_VALUE);
    this.until = until;
  }

  /** The alerts of all rules and groups, in an order of their own. */
  List<SettledAlert> alerts() {
    List<SettledAlert> all = new ArrayList<>();
    if (!logs.isEmpty()) {
      for (RuleLife life : RuleLife.all(sets)) {
        for (GroupKey key : groups(life.rule())) {
          new Group(life, key).search(all);
        }
      }
    }
    Collections.sort(all);
    return all;
  }

  private Iterable<GroupKey> groups(CompiledRule rule) {
    TreeSet<GroupKey> keys = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    keys.addAll(rule.permanentKeys());
    for (TestingLog log : selected(series(rule.presence(), rule).filter())) {
      GroupKey key = keyOf(rule, log);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** The series of this id, in the set of this rule. */
  private Series series(long id, CompiledRule rule) {
    return sets.values().stream()
        .filter(set -> set.rule(rule.name()) == rule)
        .map(set -> Objects.requireNonNull(set.series(id)))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Since when a series has been counted in a slot: since the first of the sets that count it
   * without a gap. Of what was counted before a change of rules only that is there which the rules
   * before it looked at.
   */
  private long countedFrom(long series, long slot) {
    long since = Long.MIN_VALUE;
    Map.Entry<Long, RuleSet> set = sets.floorEntry(slot);
    while (true) {
      Map.Entry<Long, RuleSet> before = sets.lowerEntry(set.getKey());
      if (before == null || before.getValue().series(series) == null) {
        return Math.max(since, set.getKey());
      }
      since = Math.max(since, set.getKey() - reach(before.getValue(), series));
      set = before;
    }
  }

  private static long reach(RuleSet rules, long series) {
    return rules.rules().stream()
        .filter(rule -> rule.counted().contains(series))
        .mapToLong(CompiledRule::reachMillis)
        .max()
        .orElseThrow();
  }

  private List<TestingLog> selected(String filter) {
    return selected.computeIfAbsent(filter, this::select);
  }

  private List<TestingLog> select(String filter) {
    FieldIndex.Builder fields = FieldIndex.builder();
    KqlMatcher matcher =
        KqlMatcher.compile(
            KqlParser.parseCanonical(filter), sets.firstEntry().getValue().fields(), fields);
    FieldIndex index = fields.build();
    return logs.stream().filter(log -> matcher.matches(log.over(index))).toList();
  }

  private static @Nullable GroupKey keyOf(CompiledRule rule, TestingLog log) {
    List<String> values = new ArrayList<>();
    for (String field : rule.grouping().fields()) {
      Object value = log.fields().get(field);
      if (value == null || value instanceof List<?>) {
        return null;
      }
      values.add(value.toString());
    }
    return rule.grouping().key(values);
  }

  /** One life of a rule, and one group. */
  private final class Group {
    private final RuleLife life;
    private final GroupKey key;
    private final long width;
    private final Map<String, List<TestingLog>> owned = new HashMap<>();
    private final List<Slot> slots = new ArrayList<>();

    private record Slot(
        long start, CompiledRule rule, boolean known, boolean forgotten, Evaluation evaluation) {}

    Group(RuleLife life, GroupKey key) {
      this.life = life;
      this.key = key;
      this.width = life.rule().width().millis();
      List<TestingLog> own = own(series(life.rule().presence(), life.rule()).filter());
      long lastLog = Long.MIN_VALUE;
      long first = Math.max(life.from(), life.rule().width().slotOf(began));
      long end = Math.min(life.to(), until);
      for (long start = first; start + width <= end; start += width) {
        CompiledRule rule = ruleIn(start);
        if (!in(own, start, start + width).isEmpty()) {
          lastLog = start;
        }
        boolean known = rule.permanent(key) || lastLog != Long.MIN_VALUE;
        boolean forgotten =
            !rule.permanent(key) && known && start - lastLog >= rule.timing().forgetAfterMillis();
        slots.add(new Slot(start, rule, known && !forgotten, forgotten, evaluate(rule, start)));
        if (forgotten) {
          lastLog = Long.MIN_VALUE;
        }
      }
    }

    private CompiledRule ruleIn(long slot) {
      return Objects.requireNonNull(sets.floorEntry(slot).getValue().rule(life.rule().name()));
    }

    /** The logs that a filter selects in this group. */
    private List<TestingLog> own(String filter) {
      return owned.computeIfAbsent(
          filter,
          unused ->
              selected(filter).stream()
                  .filter(log -> key.equals(keyOf(life.rule(), log)))
                  .toList());
    }

    private List<TestingLog> in(List<TestingLog> some, long from, long to) {
      return some.stream()
          .filter(log -> log.timeMillis() >= from && log.timeMillis() < to)
          .toList();
    }

    private Evaluation evaluate(CompiledRule rule, long start) {
      return rule.evaluate(new Values(rule, start, true), new Values(rule, start, false));
    }

    private final class Values implements TermValues {
      private final CompiledRule rule;
      private final long start;
      private final boolean mindMissing;

      Values(CompiledRule rule, long start, boolean mindMissing) {
        this.rule = rule;
        this.start = start;
        this.mindMissing = mindMissing;
      }

      @Override
      public Range value(int number) {
        Term term = rule.terms().get(number).term();
        Series series = series(rule.terms().get(number).seriesId(), rule);
        long counted = countedFrom(series.id(), start);
        long to = start + width - term.offsetMillis();
        long from = to - term.windowMillis();
        FieldIndex.Builder fields = FieldIndex.builder();
        String field = series.aggregate().field();
        int ordinal = field.isEmpty() ? -1 : fields.ordinal(field);
        FieldIndex index = fields.build();
        Partial partial = null;
        for (TestingLog log : in(own(series.filter()), Math.max(from, counted), to)) {
          partial = partial == null ? Partial.of(series.aggregate()) : partial;
          partial.add(log.over(index), ordinal);
        }
        boolean missing = from < counted || from < rule.width().slotOf(began) + width;
        return term.measure().value(partial, mindMissing && missing);
      }

      @Override
      public String groupValue(String field) {
        return key.value(field);
      }
    }

    void search(List<SettledAlert> out) {
      int next = 0;
      while (next < slots.size()) {
        Slot first = slots.get(next);
        boolean starts =
            first.known()
                && first.evaluation().holds() == Truth.TRUE
                && first.rule().rule().active().mayStartIn(first.start());
        next = starts ? run(next, out) : next + 1;
      }
    }

    /** A run that starts here; returns where to search on. */
    private int run(int start, List<SettledAlert> out) {
      int undecidedFrom = -1;
      for (int i = start; i < slots.size(); i++) {
        Slot slot = slots.get(i);
        if (slot.forgotten()) {
          return i + 1;
        }
        switch (slot.evaluation().holds()) {
          case TRUE -> {
            undecidedFrom = -1;
            if (lasts(start, i, slot.rule().timing().forMillis())) {
              return alert(start, i, out);
            }
          }
          case FALSE -> {
            return i + 1;
          }
          case UNDECIDED -> {
            undecidedFrom = undecidedFrom < 0 ? i : undecidedFrom;
            if (lasts(undecidedFrom, i, slot.rule().timing().noDataMillis())) {
              return i + 1;
            }
          }
        }
      }
      return slots.size();
    }

    private int alert(int start, int fired, List<SettledAlert> out) {
      int overFrom = -1;
      int undecidedFrom = -1;
      for (int i = fired + 1; i < slots.size(); i++) {
        if (slots.get(i).forgotten()) {
          out.add(settled(start, fired, i, EndReason.FORGOTTEN));
          return i + 1;
        }
        RuleTiming timing = slots.get(i).rule().timing();
        switch (slots.get(i).evaluation().over()) {
          case TRUE -> {
            undecidedFrom = -1;
            overFrom = overFrom < 0 ? i : overFrom;
            if (lasts(overFrom, i, timing.keepFiringMillis())) {
              out.add(settled(start, fired, i, EndReason.RECOVERED));
              return i + 1;
            }
          }
          case FALSE -> {
            overFrom = -1;
            undecidedFrom = -1;
          }
          case UNDECIDED -> {
            undecidedFrom = undecidedFrom < 0 ? i : undecidedFrom;
            if (lasts(undecidedFrom, i, timing.noDataMillis())) {
              out.add(settled(start, fired, i, EndReason.NO_DATA));
              return i + 1;
            }
          }
        }
      }
      out.add(settled(start, fired, slots.size(), life.to() < until ? life.end() : null));
      return slots.size();
    }

    private boolean lasts(int from, int to, long millis) {
      return slots.get(to).start() - slots.get(from).start() >= millis;
    }

    private SettledAlert settled(int start, int fired, int end, @Nullable EndReason reason) {
      List<String> levels = slots.get(end - 1).rule().logic().levels();
      int level = slots.get(fired).evaluation().level();
      double value = slots.get(fired).evaluation().value();
      double peak = value;
      for (int i = fired + 1; i < end; i++) {
        Evaluation then = slots.get(i).evaluation();
        if (then.over() == Truth.UNDECIDED) {
          continue;
        }
        if (then.over() == Truth.FALSE && then.holds() == Truth.TRUE) {
          level = Math.max(level, then.level());
        }
        peak = extreme(peak, then.value(), slots.get(i).rule());
      }
      return new SettledAlert(
          life.rule().name(),
          key.asMap(),
          slots.get(start).start(),
          slots.get(fired).start(),
          reason == null
              ? null
              : Long.valueOf(end < slots.size() ? slots.get(end).start() : life.to()),
          reason,
          levels.isEmpty() ? null : levels.get(Math.min(level, levels.size() - 1)),
          Double.isNaN(value) ? null : Double.valueOf(value),
          Double.isNaN(peak) ? null : Double.valueOf(peak),
          in(
                  own(series(life.rule().presence(), life.rule()).filter()),
                  slots.get(fired).start(),
                  slots.get(end - 1).start() + width)
              .size());
    }

    private double extreme(double peak, double value, CompiledRule rule) {
      if (Double.isNaN(value)) {
        return peak;
      }
      String operator = rule.logic().comparisons(0).get(0).operator();
      if (operator.startsWith(">")) {
        return Double.isNaN(peak) ? value : Math.max(peak, value);
      }
      if (operator.startsWith("<")) {
        return Double.isNaN(peak) ? value : Math.min(peak, value);
      }
      return peak;
    }
  }
}
