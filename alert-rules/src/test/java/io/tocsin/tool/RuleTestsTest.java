package io.tocsin.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {
  private static final String RULES =
      """
      rules:
        - name: errors
          where: 'log.level: ERROR'
          by: [host.name]
          over: 1m
          for: 1m
          when: {warning: count() > 2, critical: count() > 4}
          annotations: {summary: '{{ host.name }} has {{ value }}'}
      """;

  private static final String LOGS =
      """
      rules: errors.yaml
      tests:
        - name: errors last
          logs:
            - {at: '10:00:05', repeat: 3, every: 1s, log: {host.name: a, log.level: ERROR}}
            - {at: '10:01:05', repeat: 3, every: 1s, log: {host.name: a, log.level: ERROR}}
            - {at: '10:01:09', arrives: '10:03:00', repeat: 2, log: {host.name: a, log.level: ERROR}}
          expect:
      """;

  @TempDir Path directory;

  @BeforeEach
  void writeRules() throws IOException {
    Files.writeString(directory.resolve("errors.yaml"), RULES);
  }

  @Test
  void theTestsOfTheStarterRulesPass() throws IOException {
    int tests = 0;
    for (Path file : RuleTests.files(Path.of("rules"))) {
      RuleTests.Outcome outcome = RuleTests.run(file);
      assertThat(outcome.diagnostics().render()).isEmpty();
      for (TestResult result : outcome.results()) {
        assertThat(result.failures()).as(result.render()).isEmpty();
        tests++;
      }
    }
    assertThat(tests).isGreaterThanOrEqualTo(10);
  }

  @Test
  void anAlertIsPendingThenFiringThenAmendedByLateLogsThenEnded() throws IOException {
    RuleTests.Outcome outcome =
        run(
            """
                  - {at: '10:00:04', alerts: []}
                  - {at: '10:00:07', alerts: [{rule: errors, group: {host.name: a}, state: pending}]}
                  - {at: '10:01:07', rule: errors, group: {host.name: a}, state: firing, level: warning}
                  - {at: '10:02:00', rule: errors, group: {host.name: a}, value: 3}
                  - {at: '10:03:00', rule: errors, group: {host.name: a}, state: ended, value: 5,
                     level: critical, reason: recovered, annotations: {summary: a has 5}}
                  - {at: '10:03:00', rule: errors, group: {host.name: b}, state: none}
            """);

    assertThat(outcome.diagnostics().render()).isEmpty();
    assertThat(outcome.results()).hasSize(1);
    assertThat(outcome.results().get(0).failures()).isEmpty();
    assertThat(outcome.passed()).isTrue();
  }

  @Test
  void aFailureShowsExpectedAndGotSideBySideWithTheSlotsThatLedThere() throws IOException {
    RuleTests.Outcome outcome =
        run(
            """
                  - {at: '10:02:00', rule: errors, group: {host.name: a}, state: pending, value: 4}
                  - {at: '10:02:00', alerts: []}
            """);

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.results().get(0).render())
        .contains("FAIL  errors last")
        .contains("at 10:02:00 (line 9), errors {host.name=a}")
        .containsPattern("state +pending +firing")
        .containsPattern("value +4 +3")
        .containsPattern("10:01:00 holds +count\\(\\)\\[1m\\]: 3 > 2")
        .containsPattern("state +none +firing");
  }

  @Test
  void aFailureTellsOfLogsThatCameTooLate() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("errors.test.yaml"),
            """
            rules: errors.yaml
            tests:
              - name: too late
                logs:
                  - {at: '10:00:05', repeat: 9, arrives: '11:00:00', log: {host.name: a, log.level: ERROR}}
                expect:
                  - {at: '11:00:00', rule: errors, group: {host.name: a}}
            """);

    assertThat(RuleTests.run(file).results().get(0).render())
        .contains("9 times a log came too late to be counted");
  }

  @Test
  void aFailureSaysWhyASlotWithValuesIsUndecided() throws IOException {
    Files.writeString(
        directory.resolve("few.yaml"), "rules: [{name: few, when: 'count()[2m] < 5'}]");
    Path file =
        Files.writeString(
            directory.resolve("few.test.yaml"),
            """
            rules: few.yaml
            tests:
              - name: begins with what it tests
                logs: [{at: '10:00:05', log: {message: a}}]
                expect: [{at: '10:01:00', rule: few}]
              - name: begins before
                logs: [{at: '09:58:05', log: {message: a}}, {at: '10:00:05', log: {message: a}}]
                expect: [{at: '10:01:00', rule: few}]
            """);

    List<TestResult> results = RuleTests.run(file).results();

    assertThat(results.get(0).render()).contains("begin the test with a log a window earlier");
    assertThat(results.get(1).failures()).isEmpty();
  }

  @Test
  void valuesCanBeWrittenWithUnits() throws IOException {
    Files.writeString(
        directory.resolve("units.yaml"),
        """
        rules:
          - {name: share, when: 'count(where log.level: ERROR)[1m] / count()[1m] > 5%'}
          - {name: slow, when: 'max(event.duration)[1m] > 2s'}
        """);
    Path file =
        Files.writeString(
            directory.resolve("units.test.yaml"),
            """
            rules: units.yaml
            tests:
              - name: as people write them
                logs:
                  - {at: '09:58:00', log: {log.level: INFO}}
                  - {at: '10:00:05', log: {log.level: ERROR, event.duration: 3456000000}}
                  - {at: '10:00:06', repeat: 6, log: {log.level: INFO}}
                expect:
                  - {at: '10:01:00', rule: share, value: 14.3%}
                  - {at: '10:01:00', rule: share, value: 0.143}
                  - {at: '10:01:00', rule: slow, value: 3.5s, peak: 3456ms}
                  - {at: '10:01:00', rule: slow, value: 3456000000}
                  - {at: '10:01:00', rule: slow, value: 3.4s}
                  - {at: '10:01:00', rule: share, value: 3s}
            """);

    TestResult result = RuleTests.run(file).results().get(0);

    assertThat(result.failures()).as(result.render()).hasSize(2);
    assertThat(result.failures().get(0))
        .containsPattern("value +3.4s +3456000000 \\(3.456s\\)")
        .contains("max(event.duration)[1m]: 3.456s > 2s");
    assertThat(result.failures().get(1)).containsPattern("value +3s +0.14\\d+ \\(14.29 %\\)");
  }

  @Test
  void aFileOfLogsIsReadByItsOwnTimes() throws IOException {
    Files.writeString(
        directory.resolve("logs.ndjson"),
        """
        {"@timestamp":"2026-01-05T10:00:01Z","host.name":"b","log.level":"error"}
        {"@timestamp":"2026-01-05T10:00:02Z","host.name":"b","log.level":"error"}
        {"@timestamp":"2026-01-05T10:00:03Z","host.name":"b","log.level":"error"}
        """);
    Path file =
        Files.writeString(
            directory.resolve("errors.test.yaml"),
            """
            rules: [errors.yaml]
            tests:
              - name: from a file
                logs: [{file: logs.ndjson}]
                expect:
                  - {at: '2026-01-05T10:00:03Z', rule: errors, group: {host.name: b}, state: pending}
            """);

    assertThat(RuleTests.run(file).results()).allMatch(TestResult::passed).hasSize(1);
  }

  @Test
  void everyMistakeOfATestFileIsSaidWhereItStands() throws IOException {
    RuleTests.Outcome outcome =
        run(
            """
                  - {at: '25:00:00', rule: errors, group: {host.name: a}}
                  - {at: '10:00:00', rule: erors, state: firing}
                  - {at: '10:00:00', rule: errors, group: {host: a}, state: fires, valu: 3}
                  - {at: '10:00:00', rule: errors, group: {host.name: a}, annotations: {summary: [x]}}
              - name: nothing
                expect: []
            """);

    assertThat(outcome.results()).isEmpty();
    assertThat(outcome.diagnostics().render())
        .contains("errors.test.yaml:9:15: error[Y011]: expected a time such as 10:00:05")
        .contains("no rule 'erors'", "did you mean 'errors'?")
        .contains("expected a group of host.name, got host")
        .contains("expected pending, firing, ended or none, got 'fires'")
        .contains("expected text for 'summary', got a list")
        .contains("a test that expects nothing cannot fail")
        .contains("unknown key 'valu'");
  }

  @Test
  void theReportForBuildServersEscapesWhatLogsHold() {
    TestResult result = new TestResult("a.test.yaml", 3, "<&\u0001>", List.of("x < y"));

    assertThat(JunitReport.of(List.of(result)))
        .contains("tests=\"1\" failures=\"1\"", "name=\"&lt;&amp;\uFFFD", "x &lt; y</failure>");
  }

  private RuleTests.Outcome run(String expectations) throws IOException {
    Path file = directory.resolve("errors.test.yaml");
    return RuleTests.run(Files.writeString(file, LOGS + expectations));
  }
}
