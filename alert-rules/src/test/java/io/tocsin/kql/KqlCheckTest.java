package io.tocsin.kql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlCheckTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "log.levle: ERROR     | 1 warning F001 unknown field 'log.levle'; did you mean 'log.level'?",
        "wholly.unheard: x    | 1 warning F001 unknown field 'wholly.unheard'; declare it in fields.yaml if it is your own",
        "zz*: x               | 1 warning F001 no known field fits 'zz*'",
        "took: soon           | 7 error K006 expected a number for took, got 'soon'; write the number alone, or with a unit such as ms",
        "ratio: a b           | 8 error K006 expected a number for ratio, got 'a b'",
        "took > 5MB           | 8 error F005 5MB in took, which is in ms",
        "ratio > 5s           | 9 error F005 5s in ratio, which has no unit",
        "own.x > 5s           | 1 warning F001 unknown field 'own.x'; declare it in fields.yaml if it is your own + 9 error F005 '5s' has a unit, and the field is unknown; declare the field in fields.yaml with its type and unit",
        "took: 5*             | 7 error K007 wildcard on took, a field of type long; wildcards are for keyword and text; write >= and <",
        "peer: 10.*           | 7 error K007 wildcard on peer, a field of type ip; wildcards are for keyword and text; write 10.0.0.0/8",
        "peer: localhost      | 7 error K006 expected an IP address for peer, got 'localhost'; a network is written as 10.0.0.0/8",
        "peer > 10.0.0.0/8    | 8 error K006 expected an IP address for peer, got '10.0.0.0/8'",
        "paid: yes            | 7 error K006 expected true or false for paid, got 'yes'",
        "paid > 1             | 8 error K006 paid is true or false and has no order; write 'paid: true'",
        "due > now-5m         | 7 error K005 'now-5m' is relative to a now that a rule does not have; a rule says how far it looks back by 'over' or a window",
        "due: tomorrow        | 6 error K006 expected a date for due, got 'tomorrow'; write \"2026-11-20T10:05:00Z\", or milliseconds since the epoch",
        "due: 2026-02-30      | 6 error K006 expected a date for due, got '2026-02-30'; write \"2026-11-20T10:05:00Z\", or milliseconds since the epoch",
        "log: x               | 6 error K006 log is an object and has no value of its own; name a field in it; 'log: *' asks for any",
        "tier > 10            | 8 warning K006 tier is a keyword, so '> 10' compares letter by letter: '10' is below '9'",
        "took: 5.5            | 7 warning K008 took holds whole numbers, and is never 5.5",
        "took > 1e30          | 8 error K006 '1e30' is more than took can hold",
        "note: \"...\"        | 7 warning K008 '...' has no word in it, and so is found nowhere in note; text is searched by its words; punctuation is not part of them",
        "tier: a*b*c*d*e*f*g*h*i*j*k*l | 7 error K007 wildcard with 11 stars, at most 10 are allowed",
        "tier: a and not tier: a | 1 warning K008 filter matches no log",
        "tier: a or not tier: a  | 1 warning K009 filter matches every log; leave it out if that is meant",
        "status == 200        | 1 warning K010 '==' is no operator, these are words searched in the message; write 'status: 200'",
        "tier != a            | 1 warning K010 '!=' is no operator, these are words searched in the message; write 'not tier: a'",
        "tier: a && b         | `7 warning K010 '&&' and '||' are part of the value; write 'and', 'or'`",
        "tier: a and          | 7 warning K010 'and', 'or' or 'not' at the edge of a value is part of it; add the missing operand, or put the value into quotes",
        "tier: a \\not b      | 7 warning K010 '\\n' is read as a line break; a value that holds the word 'not' stands in quotes",
        "tier: (a or b) and (took: x or took: y) | 27 error K006 expected a number for took, got 'x'; write the number alone, or with a unit such as ms + 38 error K006 expected a number for took, got 'y'; write the number alone, or with a unit such as ms",
        "a(b                  | 2 error K001 expected 'and', 'or' or the end; join two clauses by 'and' or 'or'; a value of several words stands in quotes",
      })
  void saysWhatIsWrongWhereItStands(String filter, String expected) {
    assertThat(problems(filter)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``",
        "*:*",
        "tier: gold and not note: \"read timeout\"",
        "@timestamp > 2026-11-20",
        "took > 1h30m",
        "http.*: *",
        "host.*: web-1",
        "peer: \"2001:db8::/32\"",
        "tier: \"a && b\"",
        "tier: \"a and\"",
        "note: don't"
      })
  void hasNothingToSayOfGoodFilters(String filter) {
    assertThat(problems(filter)).isEmpty();
  }

  @Test
  void pointsIntoTheText() {
    Diagnostics diagnostics = new Diagnostics();
    Fragment text = Fragment.of("rule.yaml", "tier: gold and took: soon");
    assertThat(KqlParser.parse(text, KqlSamples.CATALOGUE, diagnostics)).isNull();
    assertThat(diagnostics.render())
        .isEqualTo(
            """
            rule.yaml:1:22: error[K006]: expected a number for took, got 'soon'
            tier: gold and took: soon
                                 ^^^^
            hint: write the number alone, or with a unit such as ms""");
  }

  private static String problems(String filter) {
    Diagnostics diagnostics = new Diagnostics();
    Kql kql = KqlParser.parse(Fragment.of(filter), KqlSamples.CATALOGUE, diagnostics);
    assertThat(kql == null).isEqualTo(diagnostics.hasErrors());
    return diagnostics.list().stream()
        .map(
            d ->
                "%d %s %s %s%s"
                    .formatted(
                        d.position().column(),
                        d.severity(),
                        d.code().id(),
                        d.message(),
                        d.hint() == null ? "" : "; " + d.hint()))
        .collect(Collectors.joining(" + "));
  }
}
