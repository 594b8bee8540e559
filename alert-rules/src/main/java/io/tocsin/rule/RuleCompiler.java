package io.tocsin.rule;

import io.tocsin.condition.Condition;
import io.tocsin.condition.ConditionParser;
import io.tocsin.condition.ConditionScope;
import io.tocsin.condition.Definitions;
import io.tocsin.condition.Term;
import io.tocsin.condition.Terms;
import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.kql.Kql;
import io.tocsin.slot.GroupKey;
import io.tocsin.slot.Grouping;
import io.tocsin.slot.Series;
import io.tocsin.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a rule that was read into one that can be run: parses its filters and conditions. */
final class RuleCompiler {
  private static final long SHORTEST_MEMORY = Duration.ofHours(24).toMillis();
  private static final int MEMORY_IN_WINDOWS = 7;

  private final RuleDraft draft;
  private final FieldCatalogue fields;
  private final Diagnostics diagnostics;
  private final FilterParser filters;

  RuleCompiler(RuleDraft draft, FieldCatalogue fields, Diagnostics diagnostics) {
    this.draft = draft;
    this.fields = fields;
    this.diagnostics = diagnostics;
    this.filters = new FilterParser(fields, diagnostics);
  }

  /** A rule that can be run, and what must be counted for it. */
  record Compiled(CompiledRule rule, List<Series> series) {}

  /** The rule; null if its filters or conditions have errors, which are reported. */
  @Nullable Compiled compile() {
    YamlScalar written = draft.counting().where();
    Kql where = written == null ? Kql.all() : filters.parse(written.fragment());
    Terms terms = new Terms();
    RuleLogic logic = logic(terms);
    if (where == null || logic == null) {
      return null;
    }
    long reach = terms.list().stream().mapToLong(Term::reachMillis).max().orElse(0);
    checkFor(terms.list());
    RuleTiming timing = timing(reach);
    Grouping grouping = grouping(where);
    RuleSeries series = new RuleSeries(where, filters, grouping, draft.times().width());
    long presence = series.presence();
    List<RuleTerm> ruleTerms = series.terms(terms.list());
    long generation = series.generation();
    Condition.Comparison shown = logic.when().get(0).comparisons().get(0);
    long harmless = HarmlessLogs.of(logic, terms.list());
    // Then lines are of the very logs that there must be so many of.
    boolean goesByOneCount = ruleTerms.stream().allMatch(term -> term.seriesId() == presence);
    CompiledRule.Lines lines =
        series.lines(draft.counting().samples(), shown, goesByOneCount ? harmless : 0);
    Map<String, Long> top = series.top(draft.counting().top(), RuleSeries.evidence(shown));
    OptionalLong topics =
        logic.holdsForWantOfLogs() ? series.topics(terms.list()) : OptionalLong.empty();
    new StateEstimate(draft, reach).check(series.all(), diagnostics);
    CompiledRule rule =
        new CompiledRule(
            rule(FilterParser.text(where), logic),
            generation,
            grouping,
            draft.times().width(),
            timing,
            ruleTerms,
            logic,
            presence,
            lines,
            top,
            topics,
            expected(grouping),
            draft.counting().groupLimit(),
            harmless);
    return new Compiled(rule, series.all());
  }

  private @Nullable RuleLogic logic(Terms terms) {
    Definitions definitions =
        Definitions.read(
            draft.counting().filters(), draft.deciding().let(), draft.by(), filters, diagnostics);
    RuleDraft.Times times = draft.times();
    ConditionScope scope =
        new ConditionScope(fields, definitions, filters, times.width(), times.over());
    RuleLogic logic =
        new LogicReader(new ConditionParser(scope, terms, diagnostics), diagnostics)
            .read(draft.deciding());
    // A definition takes its window where it is used; by itself it needs some window.
    long some = Math.max(times.over(), times.width().millis());
    ConditionScope alone = new ConditionScope(fields, definitions, filters, times.width(), some);
    new ConditionParser(alone, new Terms(), diagnostics).checkDefinitions();
    return logic;
  }

  private void checkFor(List<Term> terms) {
    YamlScalar written = draft.times().forWritten();
    long window = terms.stream().mapToLong(Term::windowMillis).max().orElse(0);
    if (written != null && draft.times().forMillis() > 0 && draft.times().forMillis() < window) {
      Fragment text = written.fragment();
      String message =
          "'for' of %s is shorter than the window of %s: it only delays the alert"
              .formatted(written.text(), DurationKeys.text(window));
      String hint = "leave it out, or make the window shorter";
      diagnostics.warning(Code.FOR_SHORTER_THAN_WINDOW, text, text.span(), message, hint);
    }
  }

  private RuleTiming timing(long reach) {
    RuleDraft.Times times = draft.times();
    long least = Math.max(reach, SHORTEST_MEMORY);
    long forgetAfter = Math.max(MEMORY_IN_WINDOWS * reach, SHORTEST_MEMORY);
    Long given = times.forgetAfter();
    YamlScalar written = times.forgetWritten();
    if (given != null && written != null) {
      forgetAfter = given;
      if (given < least) {
        Fragment text = written.fragment();
        String message =
            "'forget_after' is %s, and the rule needs %s"
                .formatted(written.text(), DurationKeys.text(least));
        String hint = "write " + DurationKeys.text(least) + " or more";
        diagnostics.error(Code.FORGET_TOO_SHORT, text, text.span(), message, hint);
      }
    }
    return new RuleTiming(
        times.forMillis(),
        times.keepFiring(),
        times.noData(),
        times.late(),
        times.waiting(),
        forgetAfter,
        times.maxAge());
  }

  private Grouping grouping(Kql where) {
    return draft.by().isEmpty() ? Grouping.none(FilterParser.text(where)) : Grouping.by(draft.by());
  }

  private Set<GroupKey> expected(Grouping grouping) {
    Set<GroupKey> keys = new LinkedHashSet<>();
    for (List<String> group : draft.counting().expected()) {
      // The grouping has its fields in an order of its own.
      List<String> values = new ArrayList<>();
      grouping.fields().forEach(field -> values.add(group.get(draft.by().indexOf(field))));
      keys.add(grouping.key(values));
    }
    return keys;
  }

  private Rule rule(String where, RuleLogic logic) {
    RuleDraft.Message message = draft.message();
    return new Rule(
        draft.name().text(),
        message.description(),
        where,
        logic.unit(),
        message.labels(),
        message.annotations(),
        message.receivers(),
        message.shadow(),
        message.active(),
        draft.counting().rollup());
  }
}
