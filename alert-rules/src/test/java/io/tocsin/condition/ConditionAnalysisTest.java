package io.tocsin.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionAnalysisTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count() > 100                                     | RISING",
        "count() < 100                                     | FALLING",
        "not count() < 100                                 | RISING",
        "count() == 0                                      | EITHER",
        "count() > 3 * count() offset 5m and count() > 50  | RISING",
        "count() > 3 * count()[1h]                         | EITHER",
        "count() - count(where x) > 5                      | EITHER",
        "count() + distinct(url.path) / 2 > 5              | RISING",
        "count() * -2 > -5                                 | FALLING",
        "-count() > -5                                     | FALLING",
        "count() * count(where x) > 5                      | RISING",
        "10 / count() > 5                                  | EITHER",
        "count() offset 5m / count() > 5                   | EITHER",
        "count() offset 1h > 5                             | STEADY",
        "max(took) > 5ms                                   | RISING",
        "min(took) < 5ms                                   | RISING",
        "min(took) > 5ms                                   | FALLING",
        "sum(took) > 5ms                                   | EITHER",
        "count() > 5 or avg(took) > 1s                     | EITHER",
        "avg(took) offset 5m > 1s and count() > 5          | RISING",
      })
  void whereFurtherLogsCanTakeIt(String text, Trend trend) {
    Condition condition = TestingConditions.plain().condition(text);
    assertThat(condition.trend()).isEqualTo(trend);
    assertThat(condition.risesOnlyWithLogs()).isEqualTo(trend == Trend.RISING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count() == 0                              | true",
        "count() < 5                               | true",
        "count() > 5                               | false",
        "count() <= 50% * count() offset 1d        | true",
        "count() < 50% * count() offset 1d         | false",
        "avg(took) < 5ms                           | false",
        "not avg(took) < 5ms                       | false",
        "avg(took) < 5ms or count() == 0           | true",
        "count(where x) / count() < 5%             | false",
        "count() < most                            | true",
        "count() > most                            | false",
      })
  void whetherItCanHoldWithoutLogs(String text, boolean holds) {
    TestingConditions rule =
        TestingConditions.with("let: {most: {by: service.name, a: 0, default: 3}}");
    assertThat(rule.condition(text).holdsOnNothing()).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count() >= 0                 | TRUE",
        "count() < 0                  | FALSE",
        "count() > 0                  | UNDECIDED",
        "count() > -1 or count() > 5  | TRUE",
        "sum(took) > -1ms             | UNDECIDED",
        "count() + distinct(took) < 0 and count() > 5 | FALSE",
      })
  void whetherItAlwaysOrNeverHolds(String text, Truth truth) {
    assertThat(TestingConditions.plain().condition(text).alwaysOrNever()).isEqualTo(truth);
  }

  /** Random rising conditions: what holds of some logs holds of more. */
  @Test
  void aRisingConditionNeverCeasesToHoldByFurtherLogs() {
    long seed = 20_261_120;
    Random random = new Random(seed);
    int rising = 0;
    for (int i = 0; i < 5_000; i++) {
      String text = randomCondition(random, 2);
      TestingConditions rule = TestingConditions.plain();
      Condition condition = rule.condition(text);
      if (!condition.risesOnlyWithLogs()) {
        continue;
      }
      rising++;
      List<Range> some = new ArrayList<>();
      List<Range> more = new ArrayList<>();
      for (Term term : rule.terms.list()) {
        int before = random.nextInt(12);
        int added = term.seesNewestSlot() ? random.nextInt(12) : 0;
        some.add(Range.exact(before));
        more.add(Range.exact(before + added));
      }
      if (condition.evaluate(values(some)) == Truth.TRUE) {
        assertThat(condition.evaluate(values(more)))
            .as("seed %d: %s of %s, then %s", seed, text, some, more)
            .isEqualTo(Truth.TRUE);
      }
    }
    assertThat(rising).isGreaterThan(300);
  }

  private static TermValues values(List<Range> values) {
    return TestingConditions.values(values.toArray(Range[]::new));
  }

  private static String randomCondition(Random random, int depth) {
    if (depth > 0 && random.nextBoolean()) {
      String left = randomCondition(random, depth - 1);
      String right = randomCondition(random, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 -> "not (" + left + ")";
        case 1 -> "(" + left + " or " + right + ")";
        default -> "(" + left + " and " + right + ")";
      };
    }
    List<String> operators = List.of(">", ">=", "<", "<=", "==", "!=");
    return "count() * 0 + %s %s %s"
        .formatted(
            randomNumber(random, 2), operators.get(random.nextInt(6)), randomNumber(random, 2));
  }

  private static String randomNumber(Random random, int depth) {
    if (depth > 0 && random.nextBoolean()) {
      String operator = List.of("+", "-", "*", "/").get(random.nextInt(4));
      return "(%s %s %s)"
          .formatted(randomNumber(random, depth - 1), operator, randomNumber(random, depth - 1));
    }
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(1 + random.nextInt(5));
      case 1 -> "-" + (1 + random.nextInt(5));
      case 2 -> List.of("count()", "count(where a)", "distinct(url.path)").get(random.nextInt(3));
      default -> "count() offset 5m";
    };
  }
}
