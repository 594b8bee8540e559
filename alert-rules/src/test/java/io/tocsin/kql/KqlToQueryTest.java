package io.tocsin.kql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlToQueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "*: *             | {'match_all':{}}",
        "tier: *          | [{'exists':{'field':'tier'}}]",
        "tier: gold       | [{'term':{'tier':{'value':'gold'}}}]",
        "tier: \"a b\"    | [{'term':{'tier':{'value':'a b'}}}]",
        "tier: g-*d       | [{'wildcard':{'tier':{'value':'g\\\\-*d'}}}]",
        "own.x: five      | [{'term':{'own.x':{'value':'five'}}}]",
        "note: a b        | [{'match':{'note':'a b'}}]",
        "note: \"a b\"    | [{'match_phrase':{'note':'a b'}}]",
        "note: a* b       | [{'query_string':{'fields':['note'],'query':'a* b'}}]",
        "timeout          | [{'match':{'message':'timeout'}}]",
        "took: 2s         | [{'match':{'took':'2000'}}]",
        "took >= 2s       | [{'range':{'took':{'gte':'2000'}}}]",
        "took < 5         | [{'range':{'took':{'lt':'5'}}}]",
        "paid: true       | [{'match':{'paid':true}}]",
        "due: 2026-11-20  | [{'range':{'due':{'gte':'2026-11-20','lte':'2026-11-20'}}}]",
        "due > 2026-11-20 | [{'range':{'due':{'gt':'2026-11-20'}}}]",
        "peer: 10.0.0.0/8 | [{'match':{'peer':'10.0.0.0/8'}}]",
        "n*te: x          | [{'match':{'note':'x'}}]",
        "not tier: a      | {'bool':{'must_not':{'bool':{'should':[{'term':{'tier':{'value':'a'}}}],'minimum_should_match':1}}}}",
        "tier: a and *: * | {'bool':{'filter':[{'bool':{'should':[{'term':{'tier':{'value':'a'}}}],'minimum_should_match':1}},{'match_all':{}}]}}",
      })
  void asksElasticsearchAsKibanaDoes(String filter, String expected) {
    String json =
        expected.startsWith("[")
            ? "{'bool':{'should':%s,'minimum_should_match':1}}".formatted(expected)
            : expected;
    assertThat(KqlToQuery.translate(KqlSamples.checked(filter), KqlSamples.CATALOGUE))
        .hasToString(json.replace('\'', '"'));
  }
}
