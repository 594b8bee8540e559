package io.tocsin.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.condition.Range;
import io.tocsin.condition.TermValues;
import io.tocsin.condition.Truth;
import io.tocsin.diagnostic.Severity;
import io.tocsin.message.MessageValues;
import io.tocsin.slot.Series;
import io.tocsin.slot.SlotWidth;
import io.tocsin.template.AlertNames;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCompilerTest {

  @Test
  void fillsInWhatIsLeftOut() {
    CompiledRule rule = compile("{name: r, when: 'count()[5m] > 100'}");

    assertThat(rule.timing())
        .isEqualTo(new RuleTiming(0, 0, 3_600_000, 300_000, 0, 86_400_000, 3_600_000));
    assertThat(rule.width()).isEqualTo(SlotWidth.MINUTE);
    assertThat(rule.groupLimit()).isEqualTo(10_000);
    assertThat(rule.rule().where()).isEmpty();
    assertThat(rule.rule().receivers()).isNull();
    assertThat(rule.rule().active().mayStartIn(0)).isTrue();
    assertThat(rule.lines()).isNotNull();
  }

  /** Only where so many of the very logs must come that lines show. */
  @Test
  void looksAtFewLogsForTheirLinesWhereThousandsMustCome() {
    assertThat(every("count() > 1151")).isEqualTo(1);
    assertThat(every("count() > 1152")).isEqualTo(16);
    assertThat(every("count() > 100000")).isEqualTo(1_024);
    assertThat(every("count() > 1000000000000")).isEqualTo(65_536);
    assertThat(every(100, "count() > 100000")).isEqualTo(16);
    assertThat(every("count()[1m] > 100000 and count()[1h] > 5000")).isEqualTo(1_024);
    assertThat(every("count()[1m] > 100000 or count()[1h] > 100")).isEqualTo(1);
    assertThat(every("count(where a: b) > 100000")).isEqualTo(1);
    assertThat(every("count() > 100000 or count(where a: b) > 100000")).isEqualTo(1);
    assertThat(every("count() > 100000 or p95(event.duration) > 1s")).isEqualTo(1);
    assertThat(every("count() < 100000")).isEqualTo(1);
    assertThat(every("count() offset 1d > 100000")).isEqualTo(1);
    assertThat(every("p95(event.duration) > 1s")).isEqualTo(1);
  }

  private static int every(String when) {
    return every(3, when);
  }

  private static int every(int lines, String when) {
    String rule = "{name: r, over: 5m, samples: %d, when: '%s'}".formatted(lines, when);
    return Objects.requireNonNull(compile(rule).lines()).every();
  }

  @Test
  void remembersGroupsForSevenTimesTheLongestReach() {
    assertThat(compile("{name: r, when: 'count()[7d] offset 1d > 1'}").timing().forgetAfterMillis())
        .isEqualTo(7 * 8 * 86_400_000L);
  }

  @Test
  void rulesThatCountTheSameShareTheirSeries() {
    RuleSet rules =
        set(
            """
            rules:
              - {name: a, where: 'log.level: ERROR and service.name: x', over: 5m, when: count() > 1}
              - {name: b, where: 'service.name:x AND log.level:ERROR', over: 1h, when: count() > 9}
            """);

    assertThat(rules.series())
        .extracting(each -> each.aggregate().canonical())
        .containsExactly("count()", "samples(3)");
    assertThat(rule(rules, "a").presence()).isEqualTo(rule(rules, "b").presence());
    assertThat(rule(rules, "a").generation()).isEqualTo(rule(rules, "b").generation());
  }

  @Test
  void addsAFilterOfAnAggregateToThatOfTheRule() {
    RuleSet rules =
        set(
            """
            rules:
              - name: ratio
                where: 'service.name: x'
                by: [host.name]
                over: 5m
                filters: {bad: 'http.response.status_code >= 500'}
                let: {ratio: count(bad) / count()}
                given: count() >= 200
                when: ratio > 5%
            """);

    CompiledRule rule = rule(rules, "ratio");
    assertThat(rule.terms()).hasSize(2);
    Series bad = Objects.requireNonNull(rules.series(rule.terms().get(0).seriesId()));
    assertThat(bad.filter()).isEqualTo("http.response.status_code >= 500 and service.name: x");
    assertThat(rule.terms().get(1).seriesId()).isEqualTo(rule.presence());
    Series samples =
        Objects.requireNonNull(rules.series(Objects.requireNonNull(rule.lines()).seriesId()));
    assertThat(samples.filter()).as("lines of the numerator").isEqualTo(bad.filter());
  }

  @Test
  void startsAfreshOnlyWhenOtherThingsAreCounted() {
    String base = "{name: r, where: 'a: b', by: [host.name], over: 5m, when: count() > %s}";
    long generation = compile(base.formatted("1")).generation();

    assertThat(compile(base.formatted("2, for: 1h")).generation()).isEqualTo(generation);
    assertThat(compile(base.replace("5m", "9m").formatted("1")).generation()).isEqualTo(generation);
    assertThat(compile(base.formatted("1, slot: 10s")).generation()).isNotEqualTo(generation);
    assertThat(compile(base.replace("a: b", "a: c").formatted("1")).generation())
        .isNotEqualTo(generation);
    assertThat(compile(base.replace("host", "service").formatted("1")).generation())
        .isNotEqualTo(generation);
  }

  @Test
  void evaluatesLevelsAndSaysWhichIsReached() {
    CompiledRule rule =
        compile("{name: r, over: 5m, when: {warning: count() > 50, critical: count() > 200}}");

    assertThat(rule.logic().levels()).containsExactly("warning", "critical");
    assertThat(evaluate(rule, 10).holds()).isEqualTo(Truth.FALSE);
    assertThat(evaluate(rule, 10).over()).isEqualTo(Truth.TRUE);
    assertThat(evaluate(rule, 60).level()).isZero();
    assertThat(evaluate(rule, 201).level()).isEqualTo(1);
    assertThat(evaluate(rule, 201).value()).isEqualTo(201);
    assertThat(evaluate(rule, 201).readings()).containsExactly(201, 200);
  }

  @Test
  void anAlertIsOverOnlyWhereResolveWhenHolds() {
    CompiledRule rule =
        compile("{name: r, over: 5m, when: count() > 100, resolve_when: count() < 50}");

    assertThat(evaluate(rule, 101).over()).isEqualTo(Truth.FALSE);
    assertThat(evaluate(rule, 70).over()).isEqualTo(Truth.FALSE);
    assertThat(evaluate(rule, 49).over()).isEqualTo(Truth.TRUE);
  }

  @Test
  void aSlotWithoutItsGuardIsUndecided() {
    CompiledRule rule = compile("{name: r, over: 5m, given: count() >= 200, when: count() > 100}");

    assertThat(evaluate(rule, 150)).isEqualTo(Evaluation.UNDECIDED);
    assertThat(evaluate(rule, 250).holds()).isEqualTo(Truth.TRUE);
  }

  @Test
  void aShareIsAPercentageWhereItIsComparedWithOne() {
    String share = "count(where tags: a) / count()";
    assertThat(unitOf("when: '%s > 5%%'".formatted(share))).isEqualTo("ratio");
    assertThat(unitOf("when: '5%% < %s'".formatted(share))).isEqualTo("ratio");
    assertThat(unitOf("when: '%s > 14.4 * 0.1%%'".formatted(share))).isEqualTo("ratio");
    assertThat(unitOf("when: '%s > x', let: {x: 5%%}".formatted(share))).isEqualTo("ratio");
    assertThat(unitOf("when: '%s > x', let: {x: {by: host.name, a: 5%%}}".formatted(share)))
        .isEqualTo("ratio");
    assertThat(unitOf("when: '%1$s > 5%%', value: '%1$s'".formatted(share))).isEqualTo("ratio");

    assertThat(unitOf("when: '%s > 0.05'".formatted(share))).isNull();
    assertThat(unitOf("when: 'count() < 50%% * count() offset 1h'".formatted())).isNull();
    assertThat(unitOf("when: '%s > 5%%', value: count()".formatted(share))).isNull();
    assertThat(unitOf("when: 'max(event.duration) > 2s'".formatted())).isEqualTo("ns");
  }

  private static @Nullable String unitOf(String keys) {
    return compile("{name: r, by: host.name, over: 5m, " + keys + "}").rule().unit();
  }

  @Test
  void linesShowWhatTheFirstComparisonIsAbout() {
    assertThat(linesOf("when: 'p99(event.duration where tags: a)[5m] > 2s and count()[5m] > 9'"))
        .isEqualTo("samples(3, greatest event.duration) of tags: a");
    assertThat(linesOf("when: 'min(event.duration)[5m] < 2s'"))
        .isEqualTo("samples(3, smallest event.duration) of ");
    assertThat(linesOf("when: 'count(where tags: a)[5m] / count()[5m] > 5%'"))
        .isEqualTo("samples(3) of tags: a");
    assertThat(linesOf("when: 'sum(event.duration)[5m] > 2s'")).isEqualTo("samples(3) of ");
  }

  private static String linesOf(String keys) {
    RuleSet rules = set("rules: [{name: r, " + keys + "}]");
    Series lines =
        Objects.requireNonNull(
            rules.series(Objects.requireNonNull(rule(rules, "r").lines()).seriesId()));
    return lines.aggregate().canonical() + " of " + lines.filter();
  }

  @Test
  void eachComparisonHasItsOwnUnit() {
    CompiledRule rule =
        compile(
            "{name: r, over: 5m, when: 'p99(event.duration) > 2s and count() > 9"
                + " and count(where tags: a) / count() > 5%'}");

    assertThat(rule.logic().comparisons(0))
        .extracting(CompiledRule.Comparison::unit)
        .containsExactly("ns", null, "ratio");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count()[10m] == 0 | true",
        "count()[15m] < 50% * count()[15m] offset 1d | true",
        "count()[5m] > 10 | false",
        "count()[5m] >= 1 and count()[7d] offset 5m == 0 | false",
        "count(where tags: a)[5m] / count()[5m] > 5% | false",
      })
  void knowsWhatMissingLogsCanMakeTrue(String when, boolean does) {
    assertThat(compile("{name: r, when: '" + when + "'}").logic().holdsForWantOfLogs())
        .isEqualTo(does);
  }

  @Test
  void knowsWhetherARuleHoldsOnNothing() {
    assertThat(compile("{name: r, when: 'count()[10m] == 0'}").logic().holdsOnNothing()).isTrue();
    assertThat(compile("{name: r, when: 'count()[10m] > 0'}").logic().holdsOnNothing()).isFalse();
  }

  @Test
  void putsExpectedGroupsInTheOrderOfTheGrouping() {
    CompiledRule rule =
        compile(
            "{name: r, by: [service.name, host.name], when: 'count()[5m] == 0',"
                + " expect: [{service.name: pay, host.name: web-1}]}");

    assertThat(rule.expected()).containsExactly(rule.grouping().key(List.of("web-1", "pay")));
    assertThat(rule.grouping().fields()).containsExactly("host.name", "service.name");
  }

  @Test
  void anAlertStartsOnlyAtActiveTimes() {
    CompiledRule rule =
        compile(
            "{name: r, when: 'count()[5m] == 0',"
                + " active: [{days: [mon-fri], hours: '22:00-06:00', zone: Europe/Berlin}]}");

    assertThat(starts(rule, "2026-11-20T20:59:00Z")).as("Friday, 21:59 there").isFalse();
    assertThat(starts(rule, "2026-11-20T21:00:00Z")).isTrue();
    assertThat(starts(rule, "2026-11-21T04:59:00Z")).as("the night of Friday").isTrue();
    assertThat(starts(rule, "2026-11-21T05:00:00Z")).isFalse();
    assertThat(starts(rule, "2026-11-21T21:30:00Z")).as("Saturday").isFalse();
  }

  @Test
  void templatesMayNameWhatMessagesKnow() {
    assertThat(AlertNames.ALL)
        .containsExactlyInAnyOrderElementsOf(MessageValues.names(List.of(), List.of()));
  }

  @Test
  void readsTenThousandRulesInSeconds() {
    StringBuilder text = new StringBuilder("rules:\n");
    for (int i = 0; i < 10_000; i++) {
      text.append(
          """
            - name: rule-%d
              where: 'service.name: service-%d and log.level: (ERROR or FATAL)'
              by: [host.name]
              over: 5m
              when: count() > %d
          """
              .formatted(i, i % 500, i % 100 + 1));
    }
    long start = System.nanoTime();
    RuleSet rules = set(text.toString());
    long millis = (System.nanoTime() - start) / 1_000_000;

    assertThat(rules.rules()).hasSize(10_000);
    assertThat(rules.series()).hasSize(1_000);
    // Three seconds alone on a core; a busy machine must not fail the build.
    assertThat(millis).isLessThan(30_000);
  }

  private static boolean starts(CompiledRule rule, String time) {
    return rule.rule().active().mayStartIn(Instant.parse(time).toEpochMilli());
  }

  private static Evaluation evaluate(CompiledRule rule, double count) {
    TermValues values =
        new TermValues() {
          @Override
          public Range value(int term) {
            return Range.exact(count);
          }

          @Override
          public String groupValue(String field) {
            throw new IllegalArgumentException(field);
          }
        };
    return rule.evaluate(values, values);
  }

  private static CompiledRule compile(String rule) {
    return rule(set("rules: [" + rule + "]"), "r");
  }

  private static CompiledRule rule(RuleSet rules, String name) {
    return Objects.requireNonNull(rules.rule(name));
  }

  private static RuleSet set(String text) {
    RuleBundle bundle = new RuleBundle(List.of(new RuleBundle.File("r.yaml", text)));
    RuleFiles.Reading reading = RuleFiles.read(bundle, null);
    assertThat(
            reading.diagnostics().list().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .toList())
        .as(reading.diagnostics().render())
        .isEmpty();
    return reading.rules();
  }
}
