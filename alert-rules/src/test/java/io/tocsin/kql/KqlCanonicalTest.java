package io.tocsin.kql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlCanonicalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                          | *: *",
        "foo bar                     | message: foo bar",
        "b:2 AND a:1                 | a: 1 and b: 2",
        "a:1 and (b:2 and c:3)       | a: 1 and b: 2 and c: 3",
        "(b:2 and a:1) and b:2       | a: 1 and b: 2",
        "not not_a: 1                | not not_a: 1",
        "not (not a:1)               | a: 1",
        "a:(y or x)                  | a: (x or y)",
        "a:y or b:1 or a:x           | a: (x or y) or b: 1",
        "a:y and a:x                 | a: x and a: y",
        "not a:(y or x)              | not a: (x or y)",
        "a:{c:1 and b:2}             | a.b: 2 and a.c: 1",
        "c:3 or (b:2 and a:1)        | (a: 1 and b: 2) or c: 3",
        "a > 5 and a <= 9            | a <= 9 and a > 5",
        "a:1 and *:*                 | a: 1",
        "a:1 or *:*                  | *: *",
        "a:1 and not a:1             | not *: *",
        "a:1 or not a:1              | *: *",
        "a: **                       | a: *",
        "\"a b\": \"x y\"            | \"a b\": \"x y\"",
        "a: x\\:y                    | a: x\\:y",
        "a: knot                     | a: k\\u006eot",
        "a: x \\and                  | a: x \\and",
        "a*: x\\*y*                  | a*: x\\*y*",
        "a: \"\\\"\\\\\"             | a: \"\\\"\\\\\"",
        "a: \\u0007                  | a: \\u0007",
      })
  void writesTheSameForWhatIsTheSame(String text, String expected) {
    assertThat(parse(text).canonical()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log.level: \"ERROR\"            | log.level: ERROR",
        "log.level: \"a b\"              | log.level: a b",
        "log.level: \"true\"             | log.level: true",
        "message: \"Timeout\"            | timeout",
        "event.duration > 2s             | event.duration > 2000000000",
        "event.duration > 2.0e9          | event.duration > 2000000000",
        "http.response.status_code: 500  | http.response.status_code: \"500.0\"",
        "source.ip: \"10.0.0.0/8\"       | source.ip: 10.0.0.0/8",
      })
  void takesQuotesAndUnitsForWhatTheyMeanToTheField(String one, String other) {
    assertThat(KqlSamples.checked(one).canonical())
        .isEqualTo(KqlSamples.checked(other).canonical());
  }

  @Test
  void keepsQuotesApartWhereTheyMatter() {
    assertThat(KqlSamples.checked("message: \"read timeout\"").canonical())
        .isNotEqualTo(KqlSamples.checked("message: read timeout").canonical());
  }

  @Test
  void joinsFilters() {
    Kql a = parse("a:1");
    assertThat(Kql.and(Kql.all(), a)).isEqualTo(a);
    assertThat(Kql.and(a, Kql.all())).isEqualTo(a);
    assertThat(Kql.and(parse("c:1 and b:1"), a).canonical()).isEqualTo("a: 1 and b: 1 and c: 1");
  }

  @Test
  void givesTheNormalFormWhenParsedAgain() {
    long seed = new Random().nextLong();
    RandomKql random = new RandomKql(new Random(seed));
    for (int i = 0; i < 20_000; i++) {
      Kql kql = random.filter();
      String canonical = kql.canonical();
      Kql again = parse(canonical);
      assertThat(again.normal()).as("seed %d, %s", seed, canonical).isEqualTo(kql.normal());
      assertThat(again.canonical()).as("seed %d", seed).isEqualTo(canonical);
    }
  }

  @Test
  void doesNotDependOnTheOrderOfOperands() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RandomKql filters = new RandomKql(random);
    for (int i = 0; i < 5_000; i++) {
      Kql kql = filters.filter();
      assertThat(RandomKql.respelt(kql, random).canonical())
          .as("seed %d", seed)
          .isEqualTo(kql.canonical());
    }
  }

  @Test
  void selectsTheSameLogsInNormalForm() {
    long seed = new Random().nextLong();
    RandomKql random = new RandomKql(new Random(seed));
    for (int i = 0; i < 3_000; i++) {
      Kql kql = random.filter();
      List<Kql> both = List.of(kql, kql.normal());
      for (int log = 0; log < 5; log++) {
        List<Boolean> answers = KqlSamples.matches(both, random.log());
        assertThat(answers.get(0)).as("seed %d, %s", seed, kql).isEqualTo(answers.get(1));
      }
    }
  }

  private static Kql parse(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Kql kql = KqlParser.parse(Fragment.of(text), diagnostics);
    assertThat(diagnostics.render()).isEmpty();
    return Objects.requireNonNull(kql);
  }
}
