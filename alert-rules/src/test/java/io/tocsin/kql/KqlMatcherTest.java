package io.tocsin.kql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.document.FieldIndex;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlMatcherTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Keyword: whole, by case.
        "tier: gold               | {'tier': 'gold'}                 | true",
        "tier: gold               | {'tier': 'Gold'}                 | false",
        "tier: gold               | {'tier': 'gold card'}            | false",
        "tier: gold card          | {'tier': 'gold card'}            | true",
        "tier: \"gold\"           | {'tier': ['silver', 'gold']}     | true",
        "tier: gold               | {'tier': null}                   | false",
        "tier: gold               | {'tier': []}                     | false",
        "tier: gold               | {}                               | false",
        "tier: 5                  | {'tier': 5}                      | true",
        "tier: true               | {'tier': true}                   | true",
        "tier: \"\"               | {'tier': ''}                     | true",
        "log.level: ERROR         | {'log': {'level': 'ERROR'}}      | true",
        "log: {level: ERROR}      | {'log': {'level': 'ERROR'}}      | true",
        "log.level: ERROR         | {'log.level': 'ERROR'}           | true",
        // Negation is about all values.
        "not tier: gold           | {'tier': ['silver', 'gold']}     | false",
        "not tier: gold           | {}                               | true",
        "tier: (a or b)           | {'tier': 'b'}                    | true",
        "tier: (a and b)          | {'tier': ['b', 'a']}             | true",
        "tier: (a and not b)      | {'tier': ['b', 'a']}             | false",
        // Wildcards.
        "tier: g*d                | {'tier': 'gold'}                 | true",
        "tier: g*d                | {'tier': 'good gold'}            | true",
        "tier: g*d                | {'tier': 'g'}                    | false",
        "tier: *ol*               | {'tier': 'gold'}                 | true",
        "tier: gold*old           | {'tier': 'gold'}                 | false",
        "tier: \"g*d\"            | {'tier': 'gold'}                 | false",
        "tier: g\\*d              | {'tier': 'g*d'}                  | true",
        "tier: a*b*a*b            | {'tier': 'abcabcab'}             | true",
        "note: OutOfMemoryError   | {'note': 'java.lang.OutOfMemoryError: heap'} | false",
        "note: *OutOfMemoryError  | {'note': 'java.lang.OutOfMemoryError: heap'} | true",
        // Existence.
        "tier: *                  | {'tier': 'x'}                    | true",
        "tier: *                  | {'tier': ''}                     | true",
        "tier: *                  | {'tier': [null]}                 | false",
        "took: *                  | {'took': 'soon'}                 | false",
        "log: *                   | {'log': {'level': 'x'}}          | true",
        "log: *                   | {'log': {}}                      | false",
        "other: *                 | {'other': {'a': {'b': 1}}}       | true",
        // Ranges of keywords compare bytes.
        "tier > a                 | {'tier': 'b'}                    | true",
        "tier >= b                | {'tier': 'b'}                    | true",
        "tier < 9                 | {'tier': '10'}                   | true",
        "tier > z                 | {'tier': 'é'}                    | true",
        // Text by terms.
        "note: timeout            | {'note': 'Read TIMEOUT!'}        | true",
        "note: time               | {'note': 'Read timeout'}         | false",
        "note: foo timeout        | {'note': 'Read timeout'}         | true",
        "note: \"read timeout\"   | {'note': 'a Read-Timeout x'}     | true",
        "note: \"timeout read\"   | {'note': 'read timeout'}         | false",
        "note: \"a b a c\"        | {'note': 'a b a b a c'}          | true",
        "note: \"a b\"            | {'note': ['x a', 'b x']}         | false",
        "note: time*              | {'note': 'Read Timeout'}         | true",
        "note: TIME*              | {'note': 'Read Timeout'}         | true",
        "note: read*timeout       | {'note': 'Read Timeout'}         | false",
        "note: x* timeout         | {'note': 'Read Timeout'}         | true",
        "note: größe              | {'note': 'Die GRÖSSE'}           | false",
        "note: größe              | {'note': 'Die GRÖßE'}            | true",
        "note: 500                | {'note': 500}                    | true",
        "timeout                  | {'message': 'read timeout'}      | true",
        "*                        | {'message': 'x'}                 | true",
        "*                        | {'note': 'x'}                    | false",
        // Numbers by value.
        "took: 500                | {'took': 500}                    | true",
        "took: 500                | {'took': '500'}                  | true",
        "took: 500                | {'took': 500.9}                  | true",
        "took: 500                | {'took': '500.9'}                | true",
        "took: 500.0              | {'took': 500}                    | true",
        "took: \"500\"            | {'took': 500}                    | true",
        "took: 500                | {'took': 'soon'}                 | false",
        "took: 500                | {'took': true}                   | false",
        "took: 1000               | {'took': '1e3'}                  | true",
        "took: 9007199254740993   | {'took': 9007199254740992}       | false",
        "took > 5.5               | {'took': 6}                      | true",
        "took > 5.5               | {'took': 5.9}                    | false",
        "took < -5.5              | {'took': -5}                     | false",
        "took <= -5.5             | {'took': -6}                     | true",
        "took > 5 and took < 3    | {'took': [1, 9]}                 | true",
        "took > 2s                | {'took': 2001}                   | true",
        "took >= 2s               | {'took': 2000}                   | true",
        "took > 1m                | {'took': 2001}                   | false",
        "took > 9223372036854775806 | {'took': 9223372036854775807}  | true",
        "ratio: 0.1               | {'ratio': 0.1}                   | true",
        "ratio > 0.1              | {'ratio': 0.1}                   | false",
        "ratio: 5                 | {'ratio': '5.0'}                 | true",
        "ratio > 5%               | {'ratio': 0.06}                  | true",
        // Booleans.
        "paid: true               | {'paid': true}                   | true",
        "paid: \"true\"           | {'paid': 'true'}                 | true",
        "paid: false              | {'paid': ''}                     | true",
        "paid: false              | {'paid': 0}                      | false",
        "paid: *                  | {'paid': 'yes'}                  | false",
        // Dates.
        "due: 2026-11-20          | {'due': '2026-11-20T23:59:59.999Z'} | true",
        "due: 2026-11-20          | {'due': '2026-11-21'}            | false",
        "due: \"2026-11-20T10:05\" | {'due': '2026-11-20T11:05:59+01:00'} | true",
        "due > 2026-11-20         | {'due': '2026-11-20T12:00:00Z'}  | false",
        "due >= 2026-11-20        | {'due': '2026-11-20'}            | true",
        "due < 2026-11-20         | {'due': '2026-11-19T23:59:59.9Z'} | true",
        "due <= 2026-11           | {'due': '2026-11-01T23:00:00Z'}  | true",
        "due <= 2026-11           | {'due': '2026-11-02'}            | false",
        "due: 1793000000000       | {'due': 1793000000000}           | true",
        "due: *                   | {'due': 'tomorrow'}              | false",
        "due: *                   | {'due': '2026-02-30'}            | false",
        // IP addresses.
        "peer: 10.0.0.1           | {'peer': '10.0.0.1'}             | true",
        "peer: 10.0.0.1           | {'peer': '::ffff:10.0.0.1'}      | true",
        "peer: 10.0.0.0/8         | {'peer': '10.200.0.1'}           | true",
        "peer: 10.0.0.0/8         | {'peer': '11.0.0.1'}             | false",
        "peer: \"2001:db8::/32\"  | {'peer': '2001:db8:0:1::7'}      | true",
        "peer: \"0.0.0.0/0\"      | {'peer': '::1'}                  | false",
        "peer: \"::1\"            | {'peer': '0:0:0:0:0:0:0:1'}      | true",
        "peer >= 10.0.0.1         | {'peer': '192.168.0.1'}          | true",
        "peer: *                  | {'peer': 'localhost'}            | false",
        "peer: *                  | {'peer': '1.2.3'}                | false",
        "peer: *                  | {'peer': '01.2.3.4'}             | false",
        "peer: *                  | {'peer': 'fe80::1%eth0'}         | true",
        "peer: \"1::\"            | {'peer': '00001::'}              | true",
        // Fields that nobody mapped.
        "own.x: five              | {'own': {'x': 'five'}}           | true",
        "own.x: 5                 | {'own': {'x': 5.0}}              | true",
        "own.x: 5                 | {'own': {'x': '5'}}              | true",
        "own.x > 10               | {'own': {'x': '9'}}              | false",
        "own.x > 10               | {'own': {'x': 11}}               | true",
        "own.x > abc              | {'own': {'x': 'abd'}}            | true",
        "own.x: true              | {'own': {'x': true}}             | true",
        // Patterns of names.
        "t*: gold                 | {'tier': 'gold'}                 | true",
        "*: 10.0.0.0/8            | {'peer': '10.1.1.1'}             | true",
        "*: timeout               | {'note': 'read timeout'}         | true",
        "own.*: 5                 | {'own': {'x': {'y': 5}}}         | true",
        "own.*: *                 | {'own': {'x': 5}}                | true",
        "own.*: *                 | {'owner': 5}                     | false",
        "bag: blue                | {'bag': {'a': {'b': 'blue'}}} | true",
        "bag.a.b: blue            | {'bag': {'a': {'b': 'blue'}}} | true",
      })
  void selectsWhatElasticsearchFinds(String filter, String log, boolean expected) {
    assertThat(KqlSamples.matches(filter, log)).isEqualTo(expected);
  }

  @Test
  void ignoresKeywordsThatAreTooLongToBeIndexed() {
    String longest = "é".repeat(1024);
    assertThat(KqlSamples.matches("tier: *", "{'tier': '" + longest + "'}")).isTrue();
    assertThat(KqlSamples.matches("tier: " + longest, "{'tier': '" + longest + "'}")).isTrue();
    String longer = longest + "x";
    assertThat(KqlSamples.matches("tier: *", "{'tier': '" + longer + "'}")).isFalse();
    assertThat(KqlSamples.matches("tier: " + longer, "{'tier': '" + longer + "'}")).isFalse();
    assertThat(KqlSamples.matches("tier: *x", "{'tier': '" + longer + "'}")).isFalse();
  }

  @Test
  void takesEventTimeForTheTimestamp() {
    FieldIndex.Builder fields = FieldIndex.builder();
    Kql filter = KqlSamples.checked("@timestamp >= \"2026-11-20T10:00:00Z\" and @timestamp: *");
    KqlMatcher matcher = KqlMatcher.compile(filter, KqlSamples.CATALOGUE, fields);
    long ten = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
    assertThat(matcher.matches(TestingDocument.of("{}", fields.build(), ten))).isTrue();
    assertThat(matcher.matches(TestingDocument.of("{}", fields.build(), ten - 1))).isFalse();
  }

  @Test
  void explainsClauseByClause() {
    FieldIndex.Builder fields = FieldIndex.builder();
    Kql filter = KqlSamples.checked("tier: (gold or silver) and not took > 2s and timeout");
    KqlMatcher matcher = KqlMatcher.compile(filter, KqlSamples.CATALOGUE, fields);
    Evaluation evaluation =
        matcher.explain(TestingDocument.of("{'tier': 'silver', 'took': 3000}", fields.build()));
    assertThat(evaluation.render())
        .isEqualTo(
            """
            false and
              true  or
                false tier: gold
                true  tier: silver
              false not
                true  took > 2000
              false message: timeout
            """);
  }
}
