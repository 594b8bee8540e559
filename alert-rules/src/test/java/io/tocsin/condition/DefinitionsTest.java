package io.tocsin.condition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filters: {not-so: 'a: b'} | 11: C008: expected a name of letters, digits and '_', got 'not-so'",
        "let: {count: 1}           | 7: C008: 'count' has a meaning of its own in conditions",
        "let: {p42: 1}             | 7: C008: 'p42' has a meaning of its own in conditions",
        "let: {And: 1}             | 7: C008: 'And' has a meaning of its own in conditions",
        "{filters: {a: 'x: y'}, let: {a: 1}} | 30: C008: 'a' is the name of a filter already",
        "filters: {a: [b]}         | 14: Y010: expected text, got a list",
        "let: {a: }                | 9: Y010: expected text, got nothing",
        "let: {a: {default: 3}}    | 10: C010: expected 'by' with one of the rule's fields",
        "let: {a: {by: service.nam, default: 3}} | 15: C010: the rule does not group by 'service.nam' (did you mean 'service.name'?)",
        "let: {a: {by: x, default: 3}} | 15: C010: the rule does not group by 'x' (one of service.name)",
        "let: {a: {by: service.name}} | 10: C010: expected a number for at least one group, got none",
        "let: {a: {by: service.name, default: many}} | 38: C010: expected a number, with a unit or without, got 'many'",
        "let: {a: {by: service.name, b: 3s, default: 7}} | 45: C010: expected a number of the same unit as the others, got '7'",
      })
  void whatCannotBeReadIsReported(String definitions, String mistake) {
    assertThat(TestingConditions.with(definitions).mistakesInDefinitions()).isEqualTo(mistake);
  }
}
