package io.tocsin.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionMistakesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                          | 1: C001: expected a value, got the end",
        "count() >                   | 10: C001: expected a value, got the end",
        "count() > > 5               | 11: C001: expected a value, got '>'",
        "count() > 5 count() < 3     | 13: C001: expected an operator or the end, got 'count' (join two conditions by 'and' or 'or')",
        "count() = 5                 | 9: C001: unexpected '=' (write '==')",
        "count() > 5 && count() < 9  | 13: C001: unexpected '&&' (write 'and')",
        "(count() > 5                | 13: C001: expected ')', got the end",
        "count(where a: (b) > 5      | 6: C001: expected ')' for this '(', got the end",
        "count()[5m > 5              | 12: C001: expected ']', got '>'",
        "count()[five] > 5           | 9: C001: expected a length of time such as 15m, got 'five'",
        "count()[10] > 5             | 9: C001: expected a length of time such as 15m, got '10'",
        "count() offset > 5          | 16: C001: expected a length of time such as 15m, got '>'",
        "1 < count() < 5             | 1: C003: expected one comparison, got two in a row (write 'a < b and b < c' for 'a < b < c')",
        "count() > 5x                | 11: F004: expected a number, with a unit or without, got '5x' (units are %, ns us ms s m h d w, B kB MB GB TB KiB MiB GiB TiB)",
        "5 > 3                       | 1: C004: expected a comparison that reads logs, got one of fixed numbers",
        "cuont() > 5                 | 1: C005: unknown function 'cuont' (did you mean 'count'?)",
        "median(took) > 5            | 1: C005: unknown function 'median' (one of count, sum, avg, min, max, distinct, p50, p90, p95, p99)",
        "count(bda) > 5              | 7: C006: expected 'where' or the name of a filter, got 'bda' (did you mean 'bad'?)",
        "count(url.path: a) > 5      | 7: C006: expected 'where' or the name of a filter, got 'url.path: a' (write 'count(where field: value)', or define it under 'filters')",
        "count(where) > 5            | 7: C006: expected a filter behind 'where', got nothing",
        "sum() > 5                   | 5: C006: expected a field in sum(…), got none (write 'sum(field)')",
        "sum(where a: b) > 5         | 5: C006: expected a field in sum(…), got none (write 'sum(field)')",
        "sum(took, bad) > 5ms        | 9: C006: expected 'where' behind the field, got ', bad'",
        "sum(host.name) > 5          | 5: C006: sum() takes numbers, and 'host.name' is of type keyword",
        "distinct(host) > 5          | 10: C006: expected a field with values, got an object, 'host'",
        "max(http.*) > 5             | 5: C006: expected one field, got a pattern",
        "bad > 5                     | 1: C007: unknown name 'bad' ('bad' is a filter: write 'count(bad)')",
        "count > 5                   | 1: C007: unknown name 'count' (write 'count()')",
        "rato > 5                    | 1: C007: unknown name 'rato' (did you mean 'ratio'?)",
        "circle > 5                  | 15: C009: 'circle' is defined by itself",
        "count()                     | 1: C011: expected a condition, got a number (compare it, as in 'count() > 100')",
        "not ratio                   | 5: C011: expected a condition, got a number (compare it, as in 'count() > 100')",
        "(count() > 5) + 1 > 2       | 2: C011: expected a number, got a condition",
        "sum(took) > 2000            | 13: C012: expected a length of time, got 2000 (written with a unit, as in '2000ms')",
        "count() > 5s                | 11: C012: expected a number without a unit, got 5s",
        "sum(took) > 5MB             | 13: C012: expected a length of time, got 5MB (written with a unit, as in '1ms')",
        "sum(took) > sum(http.response.bytes) | 1: C012: expected both sides in one kind of unit, got a length of time and an amount of data",
        "sum(took) * sum(took) > 5ms | 1: C012: expected a bare number on one side of '*', got a length of time and a length of time",
        "count()[90s] > 5            | 8: C013: expected a whole number of slots of 1m, got [90s]",
        "count() offset 90s > 5      | 9: C013: expected a whole number of slots of 1m, got offset 90s",
        "count()[0m] > 5             | 8: C013: expected a window of at least one slot, got none",
        "ratio[30s] > 5              | 6: C013: expected a whole number of slots of 1m, got [30s]",
        "count()[400d] > 5           | 8: C013: expected at most 366d back, got [400d]",
        "count() > most[5m]          | 15: C013: 'most' is a table, which has no window",
        "count() / 0 > 5             | 11: C014: a division by 0 has no value",
      })
  void isReportedWithItsPlaceAndAHint(String text, String mistake) {
    TestingConditions rule =
        TestingConditions.with(
            """
            filters: {bad: 'x: y'}
            let:
              ratio: count(bad) / count()
              circle: 1 + circle
              most: {by: service.name, default: 3}
            """);
    assertThat(rule.mistakes(text == null ? "" : text)).isEqualTo(mistake);
  }

  @Test
  void everyMistakeOfAConditionIsReported() {
    assertThat(
            TestingConditions.plain()
                .mistakes("cuont() > 5 and sum(host.name) > rato or max(took) > 7"))
        .hasLineCount(4);
  }

  @Test
  void anUnknownFieldIsAWarningAndIsReadAsNumbers() {
    TestingConditions rule = TestingConditions.plain();
    assertThat(rule.read("sum(http.response.byte) > 5")).isNotNull();
    assertThat(rule.diagnostics.hasErrors()).isFalse();
    assertThat(rule.diagnostics.render()).contains("did you mean 'http.response.bytes'?");
  }

  @Test
  void whatIsWrongInsideADefinitionIsReportedThereOnce() {
    TestingConditions rule = TestingConditions.with("let: {r: 'cuont() / 2'}");
    assertThat(rule.mistakes("r > 1 and r[1h] > 2"))
        .isEqualTo("11: C005: unknown function 'cuont' (did you mean 'count'?)");
  }

  @Test
  void definitionsThatNobodyUsesAreCheckedToo() {
    TestingConditions rule =
        TestingConditions.with(
            """
            let:
              a: count() > 3 and b
              b: c
              c: count() > sum(host.name)
              d: d + 1
              e: count() / 2
            """);
    assertThat(rule.mistakesInDefinitions())
        .isEqualTo(
            """
            20: C006: sum() takes numbers, and 'host.name' is of type keyword
            6: C009: 'd' is defined by itself""");
  }

  @Test
  void namesThatExpandWithoutEndAreRefused() {
    StringBuilder let = new StringBuilder("let:\n  a0: count()\n");
    for (int i = 1; i < 19; i++) {
      let.append("  a%d: a%d + a%d + a%d\n".formatted(i, i - 1, i - 1, i - 1));
    }
    assertThat(TestingConditions.with(let.toString()).mistakes("a18 > 1")).contains("C002");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "(".repeat(10_000) + "count()" + ")".repeat(9_000) + " > 1";
    assertThat(TestingConditions.plain().mistakes(deep)).contains("C002");
    assertThat(TestingConditions.plain().mistakes("not ".repeat(3_000) + "count() > 1"))
        .contains("C002");
    assertThat(TestingConditions.plain().mistakes("-".repeat(3_000) + "count() > 1"))
        .contains("C002");
    assertThat(TestingConditions.plain().mistakes("1 + ".repeat(4_000) + "count() > 1"))
        .contains("C002");
    assertThat(TestingConditions.plain().mistakes("x".repeat(30_000))).contains("C002");
  }

  @Test
  void aMistakeInAFilterLeavesNoCondition() {
    assertThat(TestingConditions.plain().read("count(where broken) > 5")).isNull();
  }
}
