package io.tocsin.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.rule.RuleFiles;
import io.tocsin.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final long NOW = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

  @TempDir Path directory;

  private RuleSet rules = RuleSet.empty();

  @BeforeEach
  void readRules() throws IOException {
    rules =
        compiled(
            """
            rules:
              - name: errors
                where: 'log.level: ERROR'
                by: [host.name]
                over: 1m
                when: {warning: count() > 1, critical: count() > 2}
              - name: silence
                when: count()[2m] == 0
            """);
    assertThat(rules.rules()).hasSize(2);
  }

  private RuleSet compiled(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("rules.yaml"), yaml);
    Diagnostics diagnostics = new Diagnostics();
    RuleFiles.Reading reading = RuleFiles.read(RulePaths.bundle(List.of(file), diagnostics), null);
    assertThat(reading.diagnostics().hasErrors()).isFalse();
    return reading.rules();
  }

  @Test
  void alertsAreSettledAndOrderedAndFiringWhereTheClockStops() throws IOException {
    Path logs =
        write(
            "a.ndjson",
            error("10:00:05", "b"),
            error("10:00:06", "a"),
            error("10:00:07", "b"),
            error("10:00:08", "a"),
            error("10:00:09", "b"),
            error("10:02:00", "a"),
            error("10:02:01", "a"));

    List<String> lines = replay(null, logs).alerts().stream().map(ReplayJson::line).toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .matches("\\{\"id\":\"[0-9a-f]{32}\",\"key\":\"[0-9a-f]{32}\",\"rule\":\"errors\",.*")
        .contains(
            "\"group\":{\"host.name\":\"a\"},\"state\":\"ended\",\"reason\":\"recovered\",",
            "\"level\":\"warning\",\"startsAt\":\"2026-11-20T10:00:00Z\",",
            "\"firedAt\":\"2026-11-20T10:00:00Z\",\"resolvedAt\":\"2026-11-20T10:01:00Z\",",
            "\"value\":2,\"peak\":2,\"samples\":[");
    assertThat(lines.get(1)).contains("\"host.name\":\"b\"", "\"level\":\"critical\"");
    assertThat(lines.get(2))
        .contains("\"state\":\"firing\",\"reason\":null", "\"resolvedAt\":null");
  }

  @Test
  void untilMovesTheClockOnOverSilence() throws IOException {
    Path logs = write("a.ndjson", error("10:00:05", "a"), error("10:01:05", "a"));

    assertThat(replay(null, logs).alerts()).isEmpty();
    List<Alert> alerts = replay("2026-11-20T10:05:00Z", logs).alerts();
    assertThat(alerts).extracting(Alert::rule).containsExactly("silence");
    assertThat(Instant.ofEpochMilli(alerts.get(0).startsAt())).isEqualTo("2026-11-20T10:03:00Z");
  }

  @Test
  void severalFilesAreMergedByTimeSoThatNoneIsLate() throws IOException {
    String[] early = new String[60];
    String[] late = new String[60];
    for (int minute = 0; minute < 60; minute++) {
      early[minute] = error("10:%02d:05".formatted(minute), "a");
      late[minute] = error("10:%02d:06".formatted(minute), "a");
    }

    Replay.Outcome outcome = replay(null, write("a", early), write("b", late));

    assertThat(outcome.tooLate()).isZero();
    assertThat(outcome.logs()).isEqualTo(120);
    assertThat(outcome.alerts()).extracting(Alert::peak).containsExactly(2.0);
  }

  @Test
  void theOrderOfLogsWithinTheirLatenessChangesNothing() throws IOException {
    Path inOrder =
        write("a", error("10:00:05", "a"), error("10:00:50", "a"), error("10:02:30", "a"));
    Path other = write("b", error("10:00:50", "a"), error("10:02:30", "a"), error("10:00:05", "a"));

    assertThat(json(replay(null, other))).isEqualTo(json(replay(null, inOrder))).hasSize(1);
  }

  @Test
  void whatIsNoLogIsCountedAndLongLinesAreReadOverBuffers() throws IOException {
    byte[] huge = new byte[17 << 20];
    Arrays.fill(huge, (byte) 'x');
    Path logs =
        write(
            "a",
            "no log",
            "",
            "{\"message\":\"no time\"}",
            new String(huge, StandardCharsets.ISO_8859_1),
            error("10:00:05", "a".repeat(300)),
            error("2999-01-01T", "a"),
            error("10:00:06", "a".repeat(300)));

    Replay.Outcome outcome = replay(null, logs);

    assertThat(outcome.unreadable()).isEqualTo(4);
    assertThat(outcome.logs()).isEqualTo(2);
    assertThat(outcome.alerts()).hasSize(1);
  }

  @Test
  void otherRulesAreReplayedInTheSameGoAndTheDifferenceIsWhatTheyAddRemoveAndChange()
      throws IOException {
    RuleSet strict =
        compiled(
            """
            rules:
              - {name: errors, where: 'log.level: ERROR', by: [host.name], over: 1m,
                 when: {warning: count() > 1, critical: count() > 3}}
              - {name: any, where: 'log.level: ERROR', when: 'count()[1m] > 3'}
            """);
    Path logs =
        write(
            "a.ndjson",
            error("10:00:05", "b"),
            error("10:00:06", "a"),
            error("10:00:07", "b"),
            error("10:00:08", "a"),
            error("10:00:09", "b"),
            error("10:05:00", "a"));

    List<Replay.Outcome> outcomes = replay(List.of(rules, strict), Replay.Options.at(NOW), logs);
    assertThat(json(outcomes.get(0))).isEqualTo(json(replay(null, logs)));

    List<ReplayDifference.Entry> differences =
        ReplayDifference.between(outcomes.get(0).alerts(), outcomes.get(1).alerts());
    assertThat(differences)
        .extracting(entry -> entry.change() + " " + entry.alert().rule() + entry.alert().group())
        .containsExactly("ADDED any{}", "CHANGED errors{host.name=b}", "REMOVED silence{}");
    assertThat(ReplayJson.line(differences.get(1)))
        .matches(
            "\\{\"change\":\"changed\",\"alert\":\\{\"id\":.*\"level\":\"warning\".*},"
                + "\"was\":\\{\"id\":.*\"level\":\"critical\".*}}");
    assertThat(ReplayJson.line(differences.get(2)))
        .startsWith("{\"change\":\"removed\",\"alert\":null");
    assertThat(ReplayDifference.between(outcomes.get(0).alerts(), outcomes.get(0).alerts()))
        .isEmpty();
  }

  @Test
  void whatIsSentToNobodyIsAnAlertAndNoNotification() throws IOException {
    RuleSet quiet =
        compiled(
            """
            rules:
              - {name: loud, when: 'count()[1m] > 0'}
              - {name: nobody, when: 'count()[1m] > 0', notify: []}
              - {name: shadow, when: 'count()[1m] > 0', mode: shadow}
              - {name: never, when: 'count()[1m] > 10'}
            """);
    Path logs = write("a", error("10:00:05", "a"), error("10:02:05", "a"));

    List<Alert> alerts = replay(List.of(quiet), Replay.Options.at(NOW), logs).get(0).alerts();

    assertThat(RuleTally.of(quiet, alerts))
        .containsExactly(
            new RuleTally("loud", 2, 3),
            new RuleTally("never", 0, 0),
            new RuleTally("nobody", 2, 0),
            new RuleTally("shadow", 2, 0));
  }

  private static List<String> json(Replay.Outcome outcome) {
    return outcome.alerts().stream()
        .map(ReplayJson::line)
        .map(line -> line.substring(0, line.indexOf(",\"samples\"")))
        .toList();
  }

  private Replay.Outcome replay(@Nullable String until, Path... logs) throws IOException {
    Long untilMillis = until == null ? null : Long.valueOf(Instant.parse(until).toEpochMilli());
    return replay(List.of(rules), Replay.Options.at(NOW).until(untilMillis), logs).get(0);
  }

  private static List<Replay.Outcome> replay(
      List<RuleSet> rules, Replay.Options options, Path... logs) throws IOException {
    List<LogFile> files = new ArrayList<>();
    for (Path file : logs) {
      files.add(new LogFile(file));
    }
    try {
      return Replay.run(rules, files, options);
    } finally {
      for (LogFile file : files) {
        file.close();
      }
    }
  }

  private Path write(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines));
  }

  private static String error(String time, String host) {
    String at = time.startsWith("2999") ? "2999-01-01T00:00:00Z" : "2026-11-20T" + time + "Z";
    return "{\"@timestamp\":\"%s\",\"host.name\":\"%s\",\"log.level\":\"ERROR\"}"
        .formatted(at, host);
  }
}
