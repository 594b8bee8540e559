package io.tocsin.kql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlGrammarTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                              | all",
        "`  `                            | all",
        "*:*                             | all",
        "* : *                           | all",
        "foo                             | (is message words[foo])",
        "*                               | (exists message)",
        "`  foo bar  `                   | (is message words[foo bar])",
        "\"foo bar\"                     | (is message phrase[foo bar])",
        "a:b                             | (is a words[b])",
        "a : b                           | (is a words[b])",
        "a.b:c d                         | (is a.b words[c d])",
        "a b: c                          | (is a b words[c])",
        "\"a b\": c                      | (is a b words[c])",
        "a:\"b c\"                       | (is a phrase[b c])",
        "a:\"b * c\"                     | (is a phrase[b * c])",
        "a:*                             | (exists a)",
        "a:b*                            | (is a wildcard[b,])",
        "a:*b**c                         | (is a wildcard[,b,c])",
        "a*.c: d                         | (is a*.c words[d])",
        "a.*: *                          | (exists a.*)",
        "a:true                          | (is a bool[true])",
        "a:FALSE                         | (is a words[FALSE])",
        "a:\"true\"                      | (is a phrase[true])",
        "a:-5                            | (is a words[-5])",
        "a > 5                           | (range a > 5)",
        "a>=5                            | (range a >= 5)",
        "a < \"x y\"                     | (range a < x y)",
        "a<=now                          | (range a <= now)",
        "a and b                         | (and (is message words[a]) (is message words[b]))",
        "a AND b Or c                    | (or (and (is message words[a]) (is message words[b])) (is message words[c]))",
        "a or b and c                    | (or (is message words[a]) (and (is message words[b]) (is message words[c])))",
        "(a or b) and c                  | (and (or (is message words[a]) (is message words[b])) (is message words[c]))",
        "NOT a                           | (not (is message words[a]))",
        "not a:b and c                   | (and (not (is a words[b])) (is message words[c]))",
        "not (a or b)                    | (not (or (is message words[a]) (is message words[b])))",
        "a:(b or c)                      | (or (is a words[b]) (is a words[c]))",
        "a:( b  OR  \"c d\" )            | (or (is a words[b]) (is a phrase[c d]))",
        "a:((b or c) and not d)          | (and (or (is a words[b]) (is a words[c])) (not (is a words[d])))",
        "a:b or c                        | (or (is a words[b]) (is message words[c]))",
        "a:{b: c}                        | (is a.b words[c])",
        "a:{ b: {c > 5} or d: * }        | (or (range a.b.c > 5) (exists a.d))",
        "a.*: {*: x}                     | (is a.*.* words[x])",
        "or                              | (is message words[or])",
        "a: or b                         | (is a words[or b])",
        "not                             | (is message words[not])",
        "a:notebook                      | (is a words[notebook])",
        "a: x and or y                   | (and (is a words[x]) (is message words[or y]))",
        "a: b and                        | (is a words[b and])",
        "a: x\\u0041\\u00e9              | (is a words[xAé])",
        "a: \\(\\)\\:\\<\\>\\\"\\*\\{\\}\\\\ | (is a words[():<>\"*{}\\])",
        "a: x \\and y                    | (is a words[x and y])",
        "a: x \\OR y                     | (is a words[x OR y])",
        "a: x\\ty                        | (is a words[x\ty])",
        "a: \"x\\ty\\\"\\\\z\\d\"        | (is a phrase[x\ty\"\\z\\d])",
        "null: *                         | ! 1:1 'null' is no field name",
        "a: null                         | ! 1:4 null is no value that a field can hold",
        "a: (b or null)                  | ! 1:10 null is no value that a field can hold",
        "a:                              | ! 1:3 expected a value, got the end",
        "a: (                            | ! 1:5 expected a value, got the end",
        "a: (b                           | ! 1:4 group without its closing ')'",
        "(a                              | ! 1:1 group without its closing ')'",
        "a)                              | ! 1:2 ')' without its opening one",
        "a: {b: c                        | ! 1:4 group without its closing '}'",
        "a: {b}                          | ! 1:5 value without a field inside '{'",
        "()                              | ! 1:2 expected a field or a value, got ')'",
        "a: not b                        | ! 1:4 expected a value, got 'not'",
        "not not a                       | ! 1:5 expected a field or a value, got 'not'",
        "a: cannot b                     | ! 1:7 'not ' inside a value is read as the operator",
        "a and b not c                   | ! 1:9 'not ' inside a value is read as the operator",
        "a: 10:05                        | ! 1:6 second ':' in a clause",
        "a:>5                            | ! 1:3 expected a value, got '>'",
        "> 5                             | ! 1:1 expected a field or a value, got '>'",
        "a > 5*                          | ! 1:5 '5*' has no order",
        "a > true                        | ! 1:5 'true' has no order",
        "a: \"b                          | ! 1:4 quote without an end",
        "a: b\"c\"                       | ! 1:5 quote inside a value",
        "\"a\"b                          | ! 1:4 expected 'and', 'or' or the end",
        "\"a\"or \"b\"                   | ! 1:4 'or' wants a space and an operand on both sides",
        "(a)and(b)                       | ! 1:4 'and' wants a space and an operand on both sides",
        "a: \\d                          | ! 1:4 unknown escape",
        "a: b\\                          | ! 1:5 unknown escape",
        "a\\*: b                         | ! 1:1 'a*' is no field name",
        "{a: b}                          | ! 1:1 expected a field or a value, got '{'",
        "é😀: >                          | ! 1:5 expected a value, got '>'",
      })
  void readsAsKibanaDoes(String text, String expected) {
    assertThat(dump(text)).isEqualTo(expected);
  }

  @Test
  void takesEveryKindOfSpaceAroundOperators() {
    String expected = "(and (is a words[b]) (is message words[c]))";
    assertThat(dump("a:b\tand\nc")).isEqualTo(expected);
    assertThat(dump("a:b\u00A0AND\u00A0c")).isEqualTo(expected);
  }

  @Test
  void readsAnEscapedNotAsALineBreakAndTwoLettersAsKibanaDoes() {
    assertThat(dump("a: x\\not y")).isEqualTo("(is a words[x\not y])");
  }

  @Test
  void refusesTextThatIsTooLong() {
    assertThat(dump("x".repeat(1 << 20))).contains("filter of 1048576 characters");
  }

  @Test
  void refusesTenThousandParentheses() {
    assertThat(dump("(".repeat(10_000) + "a" + ")".repeat(10_000)))
        .isEqualTo("! 1:65 nested more than 64 deep");
    assertThat(dump("a: " + "(".repeat(10_000))).contains("nested more than 64 deep");
    assertThat(dump("a: {".repeat(10_000))).contains("nested more than 64 deep");
  }

  @Test
  void refusesThousandsOfClauses() {
    assertThat(dump("a: (" + "b or ".repeat(5_000) + "b)")).contains("more than 2000 clauses");
  }

  private static String dump(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Kql kql = KqlParser.parse(Fragment.of(text), diagnostics);
    if (kql != null) {
      assertThat(diagnostics.isEmpty()).isTrue();
      return KqlDump.of(kql);
    }
    assertThat(diagnostics.list()).hasSize(1);
    var problem = diagnostics.list().get(0);
    return "! %d:%d %s"
        .formatted(problem.position().line(), problem.position().column(), problem.message());
  }
}
