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
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All logs at once, each window filtered out of them anew, each run of slots searched for from its
 * start: slow, and short enough to be seen to be right.
 */
final class BatchOracle {
  private final RuleSet rules;
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
    this.rules = rules;
    this.logs = logs;
    this.began = logs.stream().mapToLong(TestingLog::timeMillis).min().orElse(Long.MAX_VALUE);
    this.until = until;
  }

  /** The alerts of all rules and groups, in an order of their own. */
  List<SettledAlert> alerts() {
    List<SettledAlert> all = new ArrayList<>();
    if (!logs.isEmpty()) {
      for (CompiledRule rule : rules.rules()) {
        for (GroupKey key : groups(rule)) {
          new Group(rule, key).search(all);
        }
      }
    }
    Collections.sort(all);
    return all;
  }

  private Iterable<GroupKey> groups(CompiledRule rule) {
    TreeSet<GroupKey> keys = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    keys.addAll(rule.permanentKeys());
    for (TestingLog log : selected(series(rule.presence()).filter())) {
      GroupKey key = keyOf(rule, log);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  private Series series(long id) {
    return Objects.requireNonNull(rules.series(id));
  }

  private List<TestingLog> selected(String filter) {
    return selected.computeIfAbsent(filter, this::select);
  }

  private List<TestingLog> select(String filter) {
    FieldIndex.Builder fields = FieldIndex.builder();
    KqlMatcher matcher =
        KqlMatcher.compile(KqlParser.parseCanonical(filter), rules.fields(), fields);
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

  /** One rule and group. */
  private final class Group {
    private final CompiledRule rule;
    private final GroupKey key;
    private final long width;
    private final Map<String, List<TestingLog>> owned = new HashMap<>();
    private final List<Slot> slots = new ArrayList<>();

    private record Slot(long start, boolean known, boolean forgotten, Evaluation evaluation) {}

    Group(CompiledRule rule, GroupKey key) {
      this.rule = rule;
      this.key = key;
      this.width = rule.width().millis();
      List<TestingLog> own = own(series(rule.presence()).filter());
      long lastLog = Long.MIN_VALUE;
      for (long start = rule.width().slotOf(began); start + width <= until; start += width) {
        if (!in(own, start, start + width).isEmpty()) {
          lastLog = start;
        }
        boolean known = rule.permanent(key) || lastLog != Long.MIN_VALUE;
        boolean forgotten =
            !rule.permanent(key) && known && start - lastLog >= rule.timing().forgetAfterMillis();
        slots.add(new Slot(start, known && !forgotten, forgotten, evaluate(start)));
        if (forgotten) {
          lastLog = Long.MIN_VALUE;
        }
      }
    }

    /** The logs that a filter selects in this group. */
    private List<TestingLog> own(String filter) {
      return owned.computeIfAbsent(
          filter,
          unused -> selected(filter).stream().filter(log -> key.equals(keyOf(rule, log))).toList());
    }

    private List<TestingLog> in(List<TestingLog> some, long from, long to) {
      return some.stream()
          .filter(log -> log.timeMillis() >= from && log.timeMillis() < to)
          .toList();
    }

    private Evaluation evaluate(long start) {
      return rule.evaluate(new Values(start, true), new Values(start, false));
    }

    private final class Values implements TermValues {
      private final long start;
      private final boolean mindMissing;

      Values(long start, boolean mindMissing) {
        this.start = start;
        this.mindMissing = mindMissing;
      }

      @Override
      public Range value(int number) {
        Term term = rule.terms().get(number).term();
        Series series = series(rule.terms().get(number).seriesId());
        long to = start + width - term.offsetMillis();
        long from = to - term.windowMillis();
        FieldIndex.Builder fields = FieldIndex.builder();
        String field = series.aggregate().field();
        int ordinal = field.isEmpty() ? -1 : fields.ordinal(field);
        FieldIndex index = fields.build();
        Partial partial = null;
        for (TestingLog log : in(own(series.filter()), from, to)) {
          partial = partial == null ? Partial.of(series.aggregate()) : partial;
          partial.add(log.over(index), ordinal);
        }
        boolean missing = from < rule.width().slotOf(began) + width;
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
                && rule.rule().active().mayStartIn(first.start());
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
            if (lasts(start, i, rule.timing().forMillis())) {
              return alert(start, i, out);
            }
          }
          case FALSE -> {
            return i + 1;
          }
          case UNDECIDED -> {
            undecidedFrom = undecidedFrom < 0 ? i : undecidedFrom;
            if (lasts(undecidedFrom, i, rule.timing().noDataMillis())) {
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
        switch (slots.get(i).evaluation().over()) {
          case TRUE -> {
            undecidedFrom = -1;
            overFrom = overFrom < 0 ? i : overFrom;
            if (lasts(overFrom, i, rule.timing().keepFiringMillis())) {
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
            if (lasts(undecidedFrom, i, rule.timing().noDataMillis())) {
              out.add(settled(start, fired, i, EndReason.NO_DATA));
              return i + 1;
            }
          }
        }
      }
      out.add(settled(start, fired, slots.size(), null));
      return slots.size();
    }

    private boolean lasts(int from, int to, long millis) {
      return slots.get(to).start() - slots.get(from).start() >= millis;
    }

    private SettledAlert settled(int start, int fired, int end, @Nullable EndReason reason) {
      List<String> levels = rule.logic().levels();
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
        peak = extreme(peak, then.value());
      }
      return new SettledAlert(
          rule.name(),
          key.asMap(),
          slots.get(start).start(),
          slots.get(fired).start(),
          reason == null ? null : Long.valueOf(slots.get(end).start()),
          reason,
          levels.isEmpty() ? null : levels.get(level),
          Double.isNaN(value) ? null : Double.valueOf(value),
          Double.isNaN(peak) ? null : Double.valueOf(peak));
    }

    private double extreme(double peak, double value) {
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
