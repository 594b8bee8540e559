package io.tocsin.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.field.Unit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {
  private static final long SEED = 20_261_120;

  private static final String DEFINITIONS =
      """
      filters:
        bad: http.response.status_code >= 500
      let:
        ratio: count(bad) / count()
        slow: p99(event.duration)[10m] > 2s
        busy: count() > 10
        both: ratio > 5% and busy
        yesterday: ratio offset 1d
        most: {by: service.name, checkout: 100, default: 300}
        wait: {by: service.name, checkout: 2s, pay: 500ms}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count() > 100                        | count()[5m] > 100",
        "COUNT()>100                          | ",
        "count()[10m] == 0                    | count()[10m] == 0",
        "count()[60m]>=1                      | count()[1h] >= 1",
        "100 < count()                        | count()[5m] > 100",
        "0 == count()                         | count()[5m] == 0",
        "5% <= count(bad)/count()             | count(where http.response.status_code >= 500)[5m] / count()[5m] >= 5%",
        "count(where a: (b or \"c)\")) > 1    | count(where a: (b or \"c)\"))[5m] > 1",
        "count(where(a: b)) > 1               | count(where (a: b))[5m] > 1",
        "count(where a: b\\)) > 1             | count(where a: b\\))[5m] > 1",
        "p99(event.duration where a: \"/p\") > 2s | p99(event.duration where a: \"/p\")[5m] > 2s",
        "p7(event.duration where bad) > 1.5ms | p7(event.duration where http.response.status_code >= 500)[5m] > 1.5ms",
        "count()[5m] > 3*count()[5m] offset 5m and count()[5m] > 50 | count()[5m] > 3 * count()[5m] offset 5m and count()[5m] > 50",
        "count()[15m]<50% * count()[15m] offset 1d | count()[15m] < 50% * count()[15m] offset 1d",
        "ratio[5m] > 1.44% and ratio[1h] > 1.44% | count(where http.response.status_code >= 500)[5m] / count()[5m] > 1.44% and count(where http.response.status_code >= 500)[1h] / count()[1h] > 1.44%",
        "not (count() > 1 or busy) and slow   | not (count()[5m] > 1 or count()[5m] > 10) and p99(event.duration)[10m] > 2s",
        "not count() > 1                      | not count()[5m] > 1",
        "NOT count() > 1 OR busy              | not count()[5m] > 1 or count()[5m] > 10",
        "count() - (1 - 2) > 2 * (3 + 4)      | count()[5m] - (1 - 2) > 2 * (3 + 4)",
        "-count() < -(1 + 2)                  | -count()[5m] < -(1 + 2)",
        "busy and (busy and slow)             | count()[5m] > 10 and count()[5m] > 10 and p99(event.duration)[10m] > 2s",
        "yesterday[10m] > 1 % 1               | ",
        "yesterday[10m] offset 1h > 1         | count(where http.response.status_code >= 500)[10m] offset 25h / count()[10m] offset 25h > 1",
        "slow[1h] offset 5m                   | p99(event.duration)[10m] offset 5m > 2s",
        "count() > most                       | count()[5m] > most",
        "sum(http.response.bytes) > 10MB      | sum(http.response.bytes)[5m] > 10MB",
        "distinct(url.path) > 300             | distinct(url.path)[5m] > 300",
      })
  void isUnderstoodAs(String text, String canonical) {
    TestingConditions rule = TestingConditions.with(DEFINITIONS);
    Condition condition = rule.read(text);
    if (canonical == null) {
      assertThat(condition).isNull();
      assertThat(rule.diagnostics.hasErrors()).isTrue();
    } else {
      assertThat(rule.diagnostics.render()).isEmpty();
      assertThat(condition).extracting(Condition::canonical).isEqualTo(canonical);
    }
  }

  @Test
  void theCanonicalTextMeansTheSame() {
    Random random = new Random(SEED);
    for (int i = 0; i < 3_000; i++) {
      String text = RandomConditions.condition(random, 3);
      Condition once = TestingConditions.plain().condition(text);
      Condition twice = TestingConditions.plain().condition(once.canonical());
      assertThat(twice).as("seed %d: %s", SEED, text).isEqualTo(once);
    }
  }

  @Test
  void theCanonicalTextKeepsUnits() {
    for (String text : new String[] {"avg(took) + max(event.duration) > 3s", "-max(load) < -5%"}) {
      Condition once = TestingConditions.plain().condition(text);
      assertThat(TestingConditions.plain().condition(once.canonical())).isEqualTo(once);
    }
  }

  @Test
  void whatIsAskedTwiceIsOneTerm() {
    TestingConditions rule = TestingConditions.with(DEFINITIONS);
    rule.condition("ratio > 5% and count() > 10 and count()[5m] < 1000");
    rule.condition("count()[1h] > 3");
    assertThat(rule.terms.list())
        .extracting(Term::canonical)
        .containsExactly(
            "count(where http.response.status_code >= 500)[5m]", "count()[5m]", "count()[1h]");
  }

  @Test
  void theSubjectIsTheLeftSideOfTheFirstComparison() {
    TestingConditions rule = TestingConditions.with(DEFINITIONS);
    Condition condition = rule.condition("count()[10m] > 7 and ratio > 5%");
    TermValues values = TestingConditions.values(Range.exact(8), Range.exact(1), Range.exact(4));
    assertThat(condition.value(values)).isEqualTo(Range.exact(8));
    assertThat(condition.comparisons())
        .extracting(c -> c.left().value(values).low(), c -> c.operator().symbol())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(8.0, ">"),
            org.assertj.core.groups.Tuple.tuple(0.25, ">"));
  }

  @Test
  void numbersAreComparedInOneUnit() {
    Condition literal = TestingConditions.plain().condition("p99(event.duration) > 2s");
    assertThat(literal.evaluate(TestingConditions.values(Range.exact(2_000_000_001))))
        .isEqualTo(Truth.TRUE);
    assertThat(literal.evaluate(TestingConditions.values(Range.exact(2_000_000_000))))
        .isEqualTo(Truth.FALSE);
    assertThat(literal.comparisons().get(0).unit()).isEqualTo(Unit.NANOS);

    Condition fields = TestingConditions.plain().condition("avg(took) > avg(event.duration)");
    assertThat(fields.evaluate(TestingConditions.values(Range.exact(3), Range.exact(2_999_999))))
        .isEqualTo(Truth.TRUE);
    assertThat(fields.evaluate(TestingConditions.values(Range.exact(3), Range.exact(3_000_000))))
        .isEqualTo(Truth.FALSE);

    Condition percent = TestingConditions.plain().condition("max(load) >= 90%");
    assertThat(percent.evaluate(TestingConditions.values(Range.exact(90)))).isEqualTo(Truth.TRUE);
    assertThat(percent.evaluate(TestingConditions.values(Range.exact(0.95))))
        .isEqualTo(Truth.FALSE);

    assertThat(TestingConditions.plain().number("avg(took) / 2").unit()).isEqualTo(Unit.MILLIS);
    assertThat(TestingConditions.plain().number("sum(took) / sum(event.duration)").unit())
        .isEqualTo(Unit.NONE);
  }

  @Test
  void aFivePercentRatioIsExactlyFivePercent() {
    TestingConditions rule = TestingConditions.with(DEFINITIONS);
    TermValues values = TestingConditions.values(Range.exact(5), Range.exact(100));
    assertThat(rule.condition("ratio > 5%").evaluate(values)).isEqualTo(Truth.FALSE);
    assertThat(rule.condition("ratio >= 5%").evaluate(values)).isEqualTo(Truth.TRUE);
    assertThat(rule.condition("ratio == 5%").evaluate(values)).isEqualTo(Truth.TRUE);
  }

  @Test
  void aTableGivesTheNumberOfTheGroup() {
    TestingConditions rule = TestingConditions.with(DEFINITIONS);
    TermValues values = TestingConditions.values(Range.exact(100));
    assertThat(rule.condition("count() >= most").evaluate(values)).isEqualTo(Truth.TRUE);
    assertThat(rule.condition("count() > most").evaluate(values)).isEqualTo(Truth.FALSE);
    Expression.TableValue most = (Expression.TableValue) rule.number("most");
    assertThat(most.numberOf("elsewhere")).isEqualTo(Range.exact(300));
    Expression.TableValue wait = (Expression.TableValue) rule.number("wait");
    assertThat(wait.numberOf("pay")).isEqualTo(Range.exact(0.5));
    assertThat(wait.numberOf("elsewhere")).isEqualTo(Range.NONE);
  }

  @Test
  void logicFollowsKleene() {
    Condition condition =
        TestingConditions.plain().condition("count() > 1 and not avg(took) > 1s or count() > 5");
    TermValues few = TestingConditions.values(Range.exact(2), Range.NONE);
    TermValues none = TestingConditions.values(Range.exact(0), Range.NONE);
    TermValues many = TestingConditions.values(Range.exact(6), Range.NONE);
    assertThat(condition.evaluate(few)).isEqualTo(Truth.UNDECIDED);
    assertThat(condition.evaluate(none)).isEqualTo(Truth.FALSE);
    assertThat(condition.evaluate(many)).isEqualTo(Truth.TRUE);
  }
}
