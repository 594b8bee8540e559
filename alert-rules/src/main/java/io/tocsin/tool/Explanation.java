package io.tocsin.tool;

import io.tocsin.document.FieldIndex;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.document.Undecodable;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlMatcher;
import io.tocsin.kql.KqlParser;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleSet;
import io.tocsin.rule.RuleTerm;
import io.tocsin.rule.RuleTiming;
import io.tocsin.slot.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A rule as it was understood, and why a log matches its filters or does not. */
public final class Explanation {
  /** The year 2100, for a log without a time: it need not have one to be explained. */
  private static final long ANY_TIME = 4_102_444_800_000L;

  private final RuleSet rules;
  private final CompiledRule rule;
  private final SourceSpec source;

  /** Of one rule of a set, and logs in ECS JSON. */
  public Explanation(RuleSet rules, CompiledRule rule) {
    this(rules, rule, SourceSpec.of(SourceFormat.ECS));
  }

  /**
   * Of one rule of a set.
   *
   * @param source how logs are read
   */
  public Explanation(RuleSet rules, CompiledRule rule, SourceSpec source) {
    this.rules = rules;
    this.rule = rule;
    this.source = source;
  }

  /** The rule: what it selects, groups by, counts and decides, and how long each takes. */
  public String rule() {
    List<String> lines = new ArrayList<>();
    lines.add("rule " + rule.name());
    String where = rule.rule().where();
    lines.add("  selects     " + (where.isEmpty() ? "every log" : where));
    List<String> by = rule.grouping().fields();
    lines.add("  grouped by  " + (by.isEmpty() ? "nothing: one alert" : String.join(", ", by)));
    lines.add("  slots of    " + text(rule.width().millis()));
    lines.add("  when        " + rule.logic().canonical());
    lines.add(
        "  fires       "
            + (rule.logic().firesEarly()
                ? "within the slot: further logs can only make it true"
                : "when the slot is over: further logs could make it untrue"));
    addTiming(rule.timing(), lines);
    lines.add("  reads");
    for (RuleTerm term : rule.terms()) {
      lines.add("    " + term.term().canonical() + "  of " + series(term.seriesId()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void addTiming(RuleTiming timing, List<String> lines) {
    addIfAny("  for         ", timing.forMillis(), lines);
    addIfAny("  kept firing ", timing.keepFiringMillis(), lines);
    addIfAny("  waits       ", timing.waitMillis(), lines);
    addIfAny("  late logs   ", timing.lateMillis(), lines);
    addIfAny("  no data for ", timing.noDataMillis(), lines);
    addIfAny("  forgets     ", timing.forgetAfterMillis(), lines);
  }

  private static void addIfAny(String what, long millis, List<String> lines) {
    if (millis > 0) {
      lines.add(what + text(millis));
    }
  }

  /** Such as {@code 1h30m}. */
  private static String text(long millis) {
    return Duration.ofMillis(millis).toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private String series(long id) {
    Series series = rules.series(id);
    if (series == null) {
      return "nothing";
    }
    String filter = series.filter().isEmpty() ? "every log" : series.filter();
    return "series %016x: %s of %s".formatted(id, series.aggregate().canonical(), filter);
  }

  /**
   * Each clause of the rule's filters, true or false of a log, a block for each filter.
   *
   * @param record one log, as its source has it
   * @throws IllegalArgumentException if it is no log, with the reason
   */
  public String of(byte[] record) {
    Set<String> filters = new LinkedHashSet<>();
    filters.add(rule.rule().where());
    for (RuleTerm term : rule.terms()) {
      filters.add(term.term().filter());
    }
    filters.remove("");
    StringBuilder text = new StringBuilder();
    if (rule.rule().where().isEmpty()) {
      text.append("where: every log\n");
    }
    for (String filter : filters) {
      boolean where = filter.equals(rule.rule().where());
      text.append(where ? "where: " : "filter: ").append(filter).append('\n');
      text.append(evaluate(filter, record).indent(2));
    }
    return text.toString();
  }

  private String evaluate(String filter, byte[] record) {
    Kql kql = KqlParser.parseCanonical(filter);
    FieldIndex.Builder fields = FieldIndex.builder();
    KqlMatcher matcher = KqlMatcher.compile(kql, rules.fields(), fields);
    LogReader reader = LogReaders.create(source, fields.build());
    StringBuilder text = new StringBuilder();
    Undecodable problem =
        reader.read(
            new RawRecord("", 0, 0, ANY_TIME, record),
            Long.MAX_VALUE,
            log -> text.append(matcher.explain(log).render()));
    if (problem != null) {
      throw new IllegalArgumentException(problem.detail());
    }
    return text.toString();
  }
}
