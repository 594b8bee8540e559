package io.tocsin.rule;

import com.dynatrace.hash4j.hashing.Hashing;
import io.tocsin.aggregate.Aggregate;
import io.tocsin.condition.Condition;
import io.tocsin.condition.Measure;
import io.tocsin.condition.Term;
import io.tocsin.kql.Kql;
import io.tocsin.slot.Grouping;
import io.tocsin.slot.Series;
import io.tocsin.slot.SlotWidth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must be counted for one rule. */
final class RuleSeries {
  private final Kql where;
  private final FilterParser filters;
  private final Grouping grouping;
  private final SlotWidth width;

  /** The rule's filter with those of aggregates, by these. */
  private final Map<String, String> filtered = new HashMap<>();

  private final Set<Series> all = new LinkedHashSet<>();

  RuleSeries(Kql where, FilterParser filters, Grouping grouping, SlotWidth width) {
    this.where = where;
    this.filters = filters;
    this.grouping = grouping;
    this.width = width;
  }

  /** Every series that was asked for, each once. */
  List<Series> all() {
    return List.copyOf(all);
  }

  /** The series of every log of the rule: a group is known by it. */
  long presence() {
    return add("", new Aggregate.Count()).id();
  }

  List<RuleTerm> terms(List<Term> terms) {
    List<RuleTerm> numbered = new ArrayList<>();
    for (Term term : terms) {
      numbered.add(new RuleTerm(add(term.filter(), term.aggregate()).id(), term));
    }
    return numbered;
  }

  /**
   * A hash of everything that has been asked for so far, whatever the order: what counts otherwise
   * starts afresh.
   */
  long generation() {
    String canonical =
        all.stream().map(Series::canonical).sorted().collect(Collectors.joining("\n"));
    return Hashing.xxh3_64().hashCharsToLong(canonical);
  }

  /**
   * The lines that show what a rule found; null if none are wanted.
   *
   * @param shown the comparison that they show: its first term, such as a ratio's numerator, says
   *     which logs, and of a percentile they are the slowest
   * @param harmlessLogs how many of these logs there are at least before an alert; 0 if few may do
   */
  CompiledRule.@Nullable Lines lines(int lines, Condition.Comparison shown, long harmlessLogs) {
    if (lines == 0) {
      return null;
    }
    Aggregate aggregate = aggregate(lines, shown, Aggregate.Samples.every(lines, harmlessLogs));
    int every = aggregate instanceof Aggregate.Samples samples ? samples.every() : 1;
    return new CompiledRule.Lines(add(evidence(shown), aggregate).id(), lines, every);
  }

  private static Aggregate aggregate(int lines, Condition.Comparison shown, int every) {
    Measure measure = shown.terms().get(0).term().measure();
    boolean ofSizes =
        switch (measure.function()) {
          case PERCENTILE, AVG, MIN, MAX -> true;
          case COUNT, SUM, DISTINCT -> false;
        };
    if (!ofSizes) {
      return new Aggregate.Samples(lines, every);
    }
    return switch (shown.operator()) {
      case GREATER, GREATER_OR_EQUAL -> new Aggregate.Extremes(lines, measure.field(), true);
      case LESS, LESS_OR_EQUAL -> new Aggregate.Extremes(lines, measure.field(), false);
      case EQUAL, NOT_EQUAL -> new Aggregate.Samples(lines, 1);
    };
  }

  /** The filter of the logs that a comparison is about; empty for all of the rule. */
  static String evidence(Condition.Comparison shown) {
    return shown.terms().get(0).term().filter();
  }

  Map<String, Long> top(List<String> fields, String filter) {
    Map<String, Long> ids = new LinkedHashMap<>();
    fields.forEach(field -> ids.put(field, add(filter, new Aggregate.Top(field)).id()));
    return ids;
  }

  /**
   * The topics that the logs came from which the condition reads: all of the rule, unless all that
   * it reads is what one filter selects of them.
   */
  OptionalLong topics(List<Term> terms) {
    Set<String> read = terms.stream().map(Term::filter).collect(Collectors.toSet());
    String filter = read.size() == 1 ? read.iterator().next() : "";
    return OptionalLong.of(add(filter, new Aggregate.Topics()).id());
  }

  private Series add(String filter, Aggregate aggregate) {
    String both = filtered.computeIfAbsent(filter, own -> filters.both(where, own));
    Series series = new Series(both, aggregate, grouping, width);
    all.add(series);
    return series;
  }
}
