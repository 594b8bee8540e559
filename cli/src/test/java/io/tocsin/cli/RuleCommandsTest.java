package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCommandsTest {
  private static final String STARTER = "../alert-rules/rules";

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theStarterRulesAreFine() {
    assertThat(run("check", STARTER)).isZero();
    assertThat(out.toString()).endsWith("0 errors, 0 warnings\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aMistakeIsShownWhereItStandsAndIsWrong() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("a.yaml"), "rules:\n  - name: a\n    wen: count()[1m] > 3\n");

    assertThat(run("check", file.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("a.yaml:3:5: error[Y008]: unknown key 'wen'", "    ^^^", "did you mean 'when'?");
  }

  @Test
  void mistakesInReceiversBesideTheRulesAreShownToo() throws IOException {
    Files.writeString(
        directory.resolve("a.yaml"),
        "rules:\n  - name: a\n    when: count()[1m] > 3\n    notify: [hook]\n");
    Files.writeString(
        directory.resolve("receivers.yaml"),
        """
        mute_times: {nights: {zone: Europe/Berln}}
        receivers:
          hook:
            webhook: {url: 'http://hook', body: {text: '{{ vlaue }}'}}
        """);

    assertThat(run("check", directory.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "receivers.yaml:1:29: error[R011]: unknown time zone 'Europe/Berln'",
            "error[R009]: no message has a 'vlaue'",
            "did you mean 'value'?");
  }

  @Test
  void aWarningIsWrongOnlyForTheStrict() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("a.yaml"),
            "rules:\n  - name: a\n    where: 'staus: 3'\n    when: count()[1m] > 3\n");

    assertThat(run("check", file.toString())).isZero();
    assertThat(err.toString()).contains("warning[F001]");
    assertThat(run("check", "--strict", file.toString())).isEqualTo(1);
  }

  @Test
  void ofVeryManyMistakesTheFirstAreShownAndAllCounted() throws IOException {
    StringBuilder rules = new StringBuilder("rules:\n");
    for (int i = 0; i < 20_000; i++) {
      rules.append("  - {name: r").append(i).append(", wen: 1, when: 'count()[1m] > 3'}\n");
    }
    Path file = Files.writeString(directory.resolve("a.yaml"), rules);

    assertThat(run("check", file.toString())).isEqualTo(1);
    assertThat(out.toString()).isEqualTo("0 rules in force, 20000 errors, 0 warnings\n");
    assertThat(err.toString())
        .contains("a.yaml:2:", "a.yaml:1001:")
        .doesNotContain("a.yaml:1002:")
        .endsWith("\n\nand 19000 more; mend these first\n\n");

    err.getBuffer().setLength(0);
    assertThat(run("check", file.toString(), "--limit", "2")).isEqualTo(1);
    assertThat(err.toString()).contains("and 19998 more").hasLineCount(12);
    assertThat(run("check", file.toString(), "--limit", "0")).isEqualTo(2);
  }

  @Test
  void aReceiverThatNobodyDefinesIsAMistakeWhereReceiversAreDefined() throws IOException {
    Path team = Files.createDirectory(directory.resolve("team"));
    Path rules =
        Files.writeString(
            team.resolve("a.yaml"),
            "rules: [{name: a, when: 'count()[1m] > 3', notify: [slak]}]\n");
    assertThat(run("check", team.toString())).isZero();

    Path receivers =
        Files.writeString(
            directory.resolve("receivers.yaml"),
            "default: slack\nreceivers: {slack: {slack: {url: 'https://hooks.example/x'}}}\n");
    assertThat(run("check", team.toString())).isEqualTo(1);
    assertThat(run("check", rules.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("error[R010]: unknown receiver 'slak'", "did you mean 'slack'?");

    Path other = Files.move(receivers, directory.resolve("other.yaml"));
    assertThat(run("check", team.toString(), "--receivers", other.toString())).isEqualTo(1);
    assertThat(run("check", team.toString(), "--receivers", "/no/such/file")).isEqualTo(2);
  }

  @Test
  void aPathThatIsNotThereIsMisuse() {
    assertThat(run("check", "/no/such/file")).isEqualTo(2);
    assertThat(run("test", "/no/such/file")).isEqualTo(2);
    assertThat(run("test", directory.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no such file: /no/such/file", "no tests in");
  }

  @Test
  void testsThatPassAreFineAndTheReportHasThem() throws IOException {
    Path report = directory.resolve("report.xml");

    assertThat(run("test", STARTER, "--junit", report.toString())).isZero();
    assertThat(out.toString()).contains("ok    warnings are no errors").endsWith(", 0 failed\n");
    assertThat(Files.readString(report)).contains("<testcase", "failures=\"0\"");
  }

  @Test
  void aTestThatFailsAndOneThatCannotBeReadAreWrong() throws IOException {
    Path rules = Path.of(STARTER).toAbsolutePath().resolve("error-burst.yaml");
    Files.writeString(
        directory.resolve("a.test.yaml"),
        """
        rules: %s
        tests:
          - name: nothing comes of nothing
            expect: [{at: '10:00:00', rule: error-burst, state: firing,
                      group: {service.name: a, host.name: b}}]
        """
            .formatted(rules));

    assertThat(run("test", directory.toString())).isEqualTo(1);
    assertThat(out.toString()).containsPattern("state +firing +none");

    Files.writeString(directory.resolve("b.test.yaml"), "rules: none.yaml\n");
    assertThat(run("test", directory.resolve("b.test.yaml").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("b.test.yaml:1:8", "missing key 'tests'");
  }

  @Test
  void aReplayPrintsAlertsAsJsonAndWhatEachRuleWouldHaveNotified() throws IOException {
    Path rules =
        Files.writeString(
            directory.resolve("a.yaml"), "rules: [{name: any, when: 'count()[1m] > 0'}]\n");
    Path logs =
        Files.writeString(
            directory.resolve("a.ndjson"), "{\"@timestamp\":\"2026-01-05T10:00:05Z\"}\n");

    String[] replay = {"replay", "--rules", rules.toString(), "--logs", logs.toString()};
    assertThat(run(replay)).isZero();
    assertThat(out.toString()).contains("1 logs, 1 alerts", "  any: 1 alerts, 1 notifications");

    out.getBuffer().setLength(0);
    assertThat(
            run(
                "replay",
                "--rules",
                rules.toString(),
                "--logs",
                logs.toString(),
                "--format",
                "json",
                "--until",
                "2026-01-05T10:05:00Z"))
        .isZero();
    assertThat(out.toString())
        .hasLineCount(1)
        .contains("\"state\":\"ended\"", "\"startsAt\":\"2026-01-05T10:00:00Z\"");
  }

  @Test
  void anExplanationShowsTheRuleAndEachClause() throws IOException {
    Path log = Files.writeString(directory.resolve("a.json"), "{\"log.level\":\"ERROR\"}\n");

    assertThat(run("explain", "error-burst", "--rules", STARTER, "--log", log.toString())).isZero();
    assertThat(out.toString()).contains("rule error-burst", "true  log.level: ERROR");
    assertThat(run("explain", "eror-burst", "--rules", STARTER)).isEqualTo(2);
    assertThat(err.toString()).contains("did you mean 'error-burst'?");
  }

  @Test
  void logsAreReadAsASourceOfTheSettingsReadsThem() throws IOException {
    Files.writeString(
        directory.resolve("tocsin.yaml"),
        """
        kafka: {bootstrap: 'kafka:9092'}
        sources:
          - {name: plain, topics: [a], format: text, mask: [{field: client.name}],
             parse: [{dissect: '%{@timestamp} %{log.level} %{client.name} %{message}'}]}
          - {name: other, topics: [b]}
        checkpoints: {bucket: b}
        """);
    Path rules =
        Files.writeString(
            directory.resolve("a.yaml"),
            """
            rules:
              - {name: errors, where: 'log.level: ERROR and not client.name: jane', by: [client.name],
                 when: 'count()[1m] > 0'}
            """);
    String line = "2025-03-20T10:00:05Z ERROR jane it broke";
    Path logs = Files.writeString(directory.resolve("a.log"), line + "\n");
    Files.writeString(
        directory.resolve("a.test.yaml"),
        """
        rules: a.yaml
        tests:
          - name: a line is a log
            logs: [{at: '10:00:05', log: '2026-01-05T10:00:05Z ERROR jane it broke'}]
            expect: [{at: '10:00:10', rule: errors, group: {client.name: '***'}, state: firing}]
        """);
    String settings = directory.resolve("tocsin.yaml").toString();
    List<String[]> calls =
        List.of(
            new String[] {"test", directory.resolve("a.test.yaml").toString()},
            new String[] {"replay", "--rules", rules.toString(), "--logs", logs.toString()},
            new String[] {
              "explain", "errors", "--rules", rules.toString(), "--log", logs.toString()
            });
    for (String[] call : calls) {
      assertThat(run(with(call, "-c", settings, "--source", "plain")))
          .as("%s%s", call[0], err)
          .isZero();
    }
    assertThat(out.toString())
        .contains(
            "1 tests, 0 failed",
            "errors {client.name=***}",
            "true  log.level: ERROR",
            "false client.name: jane");

    assertThat(run(with(calls.get(0), "-c", settings))).isEqualTo(2);
    assertThat(run(with(calls.get(0), "-c", settings, "--source", "plan"))).isEqualTo(2);
    assertThat(run(with(calls.get(0), "--source", "plain"))).isEqualTo(2);
    assertThat(run(calls.get(0))).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "the settings have several sources; say which with --source: plain, other",
            "no source 'plan' in the settings; it is one of plain, other",
            "--source names a source of the settings; add --settings FILE",
            "a.test.yaml:4:35: error[Y011]: not a log: ");
  }

  private static String[] with(String[] call, String... more) {
    return Stream.concat(Stream.of(call), Stream.of(more)).toArray(String[]::new);
  }

  private int run(String... arguments) {
    return Tocsin.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }
}
