package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParseStepTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%{a} %{b}              | 1 2           | [1] [2]",
        "%{a} %{b}              | 1 2 3         | [1] [2 3]",
        "[%{a}] %{b}            | [x y] z       | [x y] [z]",
        "%{a->} %{b}            | 1    2        | [1] [2]",
        "%{?skip} %{} %{a};%{b} | x y 1;2       | [1] [2]",
        "%{+a} %{b} %{+a}       | 1 2 3         | [1 3] [2]",
        "%{+a/2},%{+a/1} %{b}   | 1,2 3         | [2,1] [3]",
        "%{*k}=%{&k} %{b}       | a=1 2         | [1] [2]",
        "%{a}: %{b}.            | x: y.z.       | [x] [y.z]",
        "%{a}-%{b}              | -             | [] []",
      })
  void dissectTakesTextApart(String pattern, String text, String fields) {
    Logs logs = text(new ParseStep.Dissect("message", pattern));
    assertThat(logs.fields(text, "a", "b")).isEqualTo(fields);
    assertThat(logs.stats.count(Flaw.STEP_NOT_FITTING)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[%{a}] %{b} | no bracket",
        "%{a}=%{b}   | no equals sign",
        "%{a}: %{b}. | x: no full stop",
        "%{a}end     | nothing",
      })
  void textThatDoesNotFitStaysAsItIsAndIsCounted(String pattern, String text) {
    Logs logs = text(new ParseStep.Dissect("message", pattern));
    assertThat(logs.fields(text, "a", "message", "event.original"))
        .isEqualTo("[] [" + text + "] []");
    assertThat(logs.stats.count(Flaw.STEP_NOT_FITTING)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no key", "%{a}%{b}", "%{*a} %{b}", "%{+} x", "%{a>b}"})
  void aDissectPatternThatMeansNothingIsRefused(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParseStep.Dissect("message", pattern))
        .withMessageStartingWith("dissect: ");
  }

  @Test
  void grokReadsAWebServersLine() {
    Logs logs = text(grok("%{COMBINEDAPACHELOG}"));
    assertThat(
            logs.fields(
                "83.149.9.216 - frank [17/May/2015:10:05:03 +0000] \"GET /a?b=c HTTP/1.1\" 404 - "
                    + "\"-\" \"Mozilla/5.0 (X11)\"",
                "source.address",
                "user.name",
                "http.request.method",
                "url.original",
                "http.version",
                "http.response.status_code",
                "http.response.body.bytes",
                "http.request.referrer",
                "user_agent.original"))
        .isEqualTo(
            "[83.149.9.216] [frank] [GET] [/a?b=c] [1.1] [404:404] [] [] [Mozilla/5.0 (X11)]");
  }

  @Test
  void grokKnowsTypesOwnPatternsAndOwnGroups() {
    Logs logs =
        text(
            new ParseStep.Grok(
                "message",
                List.of(
                    "never %{WORD:a}",
                    "^%{ORDER:order.id} took=%{NUMBER:took:float} n=%{INT:[x][n]:int} "
                        + "ok=%{WORD:ok:boolean} (?<rest>.*)\\(x\\)$"),
                Map.of("ORDER", "o-%{POSINT}")));
    assertThat(
            logs.fields(
                "o-17 took=.5 n=+007 ok=TRUE the end(x)", "order.id", "took", "x.n", "ok", "rest"))
        .isEqualTo("[o-17] [0.5:0.5] [7:7] [true:true] [the end]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%{NOPE:a}          | grok: unknown pattern %{NOPE}",
        "%{LOOP}            | grok: patterns refer to each other without end",
        "%{WORD:a:date}     | grok: unknown type 'date'",
        "(?<=a)b            | grok: '(?<=a)b' is no expression of RE2",
        "(a                 | grok: '(a' is no expression of RE2",
        "%{HUGE}            | grok: the expression is longer than",
      })
  void aGrokPatternThatCannotBeDoneIsRefused(String pattern, String message) {
    Map<String, String> definitions =
        Map.of(
            "LOOP",
            "x%{LOOP}",
            "HUGE",
            "%{H1}".repeat(100),
            "H1",
            "%{H2}".repeat(100),
            "H2",
            "x".repeat(100));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParseStep.Grok("message", List.of(pattern), definitions))
        .withMessageStartingWith(message);
  }

  @Test
  void everyPatternOfTheLibraryIsAnExpression() {
    assertThat(GrokLibrary.PATTERNS.keySet())
        .hasSizeGreaterThan(70)
        .allSatisfy(name -> GrokPattern.compile("%{" + name + "}", Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IP                | 10.0.0.1",
        "IP                | 2001:db8::1",
        "IP                | ::1",
        "IP                | ::ffff:10.0.0.1",
        "IP                | fe80:0:0:0:1:2:3:4",
        "HOSTPORT          | web-1.example.com:8080",
        "URI               | https://user:pw@example.com:8443/a/b?c=d&e=%20",
        "TIMESTAMP_ISO8601 | 2026-11-20T10:05:03.123+01:00",
        "TIMESTAMP_ISO8601 | 2026-11-20 10:05:03,123",
        "HTTPDATE          | 20/Nov/2026:10:05:03 +0000",
        "SYSLOGTIMESTAMP   | Nov  2 10:05:03",
        "UUID              | 123e4567-e89b-12d3-a456-426614174000",
        "MAC               | 00:1a:2b:3c:4d:5e",
        "EMAILADDRESS      | a.b+c@example.org",
        "QUOTEDSTRING      | \"a \\\" b\"",
        "NUMBER            | -12.5",
        "UNIXPATH          | /var/log/app.log",
        "WINPATH           | C:\\logs\\app.log",
        "LOGLEVEL          | Warning",
        "JAVACLASS         | io.tocsin.document.Grok$1",
        "DATESTAMP_RFC2822 | Fri, 20 Nov 2026 10:05:03 +0000",
      })
  void thePatternsOfTheLibraryMatchTheWholeOfWhatTheyAreFor(String name, String text) {
    Logs logs = text(grok("^%{" + name + ":it}$"));
    assertThat(logs.fields(text, "it")).isEqualTo("[" + text + "]");
  }

  @Test
  void namedGroupsOfAnExpressionAreFields() {
    Logs logs =
        text(new ParseStep.Regex("message", "user=(?P<user__name>\\w+)(?: id=(?P<id>\\d+))?"));
    assertThat(logs.fields("login user=eve", "user.name", "id")).isEqualTo("[eve] []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParseStep.Regex("message", "(a)"))
        .withMessageStartingWith("regex: no group has a name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ParseStep.Regex("message", "(?P<a>"))
        .withMessageStartingWith("regex: ");
  }

  @Test
  void anExpressionThatWouldBacktrackTakesLinearTime() {
    Logs logs = text(new ParseStep.Regex("message", "(?P<a>(x+x+)+y)"));
    assertThat(logs.fields("x".repeat(5_000), "a")).isEqualTo("[]");
  }

  @Test
  void jsonInTheMessageReplacesItAndTheLineStaysAsTheOriginal() {
    Logs logs = text(new ParseStep.Json("message", ""));
    String line = "{\"level\":\"warn\",\"msg\":\"slow\",\"took.ms\":12}";
    assertThat(logs.fields(line, "message", "log.level", "took.ms", "event.original"))
        .isEqualTo("[slow] [WARN] [12:12] [" + line + "]");
    assertThat(logs.fields("{\"a\":1}", "message", "a", "event.original"))
        .isEqualTo("[{\"a\":1}] [1:1] []");
    assertThat(logs.fields("no json", "message", "event.original")).isEqualTo("[no json] []");
    assertThat(logs.stats.count(Flaw.STEP_NOT_FITTING)).isEqualTo(1);
  }

  @Test
  void jsonCanGoUnderAFieldOfItsOwn() {
    Logs logs = text(new ParseStep.Json("message", "app"));
    assertThat(logs.fields("{\"a\":1}", "app.a", "message")).isEqualTo("[1:1] [{\"a\":1}]");
  }

  @Test
  void aStepOnTheMessageFindsItUnderTheNamesOfShippers() {
    ParseStep step = new ParseStep.Dissect("message", "%{log.level}: %{message}");
    Logs logs = Logs.of(SourceSpec.of(SourceFormat.ECS).withParse(step));
    for (String name : List.of("log", "msg", "message")) {
      assertThat(
              logs.fields(
                  "{\"" + name + "\": \"err: it broke\"}",
                  "message",
                  "log.level",
                  "event.original",
                  "msg",
                  "labels.log"))
          .isEqualTo("[it broke] [ERROR] [err: it broke] [] []");
    }
  }

  @Test
  void stepsBuildOnEachOther() {
    Logs logs =
        text(new ParseStep.Dissect("message", "%{} %{payload}"), new ParseStep.Json("payload", ""));
    assertThat(logs.fields("x {\"a\":{\"b\":true}}", "a.b", "payload")).isEqualTo("[true:true] []");
  }

  private static ParseStep grok(String pattern) {
    return new ParseStep.Grok("message", List.of(pattern), Map.of());
  }

  private static Logs text(ParseStep... steps) {
    return Logs.of(SourceSpec.of(SourceFormat.TEXT).withParse(steps));
  }
}
