package io.tocsin.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.MarkdownPage;
import io.tocsin.rule.TestingSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema of files of tests, held to what the parser takes. */
class TestFileSchemaTest {
  private static final String RULES =
      "rules: [{name: errors, by: [host.name], when: 'count()[1m] > 2'}]";

  /** A file of tests around parts of a test. */
  private static String file(String logs, String expect) {
    return "{rules: errors.yaml, tests: [{name: a, logs: [%s], expect: [%s]}]}"
        .formatted(logs, expect);
  }

  private static final String ASKED = "{at: '10:00:00', alerts: []}";

  private static TestingSchema schema;

  @TempDir Path directory;

  @BeforeAll
  static void readSchema() throws IOException {
    schema = new TestingSchema("tests.schema.json");
  }

  static Stream<String> good() {
    String group = "rule: errors, group: {host.name: a}";
    return Stream.of(
        file("", ASKED),
        file("{at: '10:00:05', log: {}}", ASKED),
        file(
            "{at: '10:00:05', arrives: '2026-01-05T10:01:00Z', repeat: 3, every: 1s, log: {a: [1, {b: null}]}}",
            ASKED),
        file("{at: '10:00', log: {host.name: a}}", ASKED),
        file("{file: logs.ndjson, arrives: '10:00:00'}", ASKED),
        file("", "{at: '10:00:00', %s}".formatted(group)),
        file(
            "",
            "{at: '10:00:00.5', %s, state: firing, value: 3.5s, peak: 4, level: a, reason: no data, annotations: {b: 5}}"
                .formatted(group)),
        file(
            "",
            "{at: '2026-01-05T10:00:00+01:00', alerts: [{%s}, {%s, state: pending}]}"
                .formatted(group, group)),
        "{rules: [errors.yaml], tests: []}");
  }

  static Stream<String> bad() {
    String group = "rule: errors, group: {host.name: a}";
    return Stream.of(
        "[]",
        "{rules: errors.yaml}",
        "{tests: []}",
        "{rules: [], tests: []}",
        "{rules: errors.yaml, tests: {}}",
        "{rules: errors.yaml, tests: [a]}",
        "{rules: errors.yaml, tests: [], more: 1}",
        "{rules: errors.yaml, tests: [{expect: [%s]}]}".formatted(ASKED),
        "{rules: errors.yaml, tests: [{name: a}]}",
        "{rules: errors.yaml, tests: [{name: a, expect: []}]}",
        "{rules: errors.yaml, tests: [{name: a, log: [], expect: [%s]}]}".formatted(ASKED),
        file("{log: {}}", ASKED),
        file("{at: '10:00:05'}", ASKED),
        file("{at: '25:00:05', log: {}}", ASKED),
        file("{at: noon, log: {}}", ASKED),
        file("{at: '10:00:05', log: []}", ASKED),
        file("{at: '10:00:05', log: {'@timestamp': a}}", ASKED),
        file("{at: '10:00:05', log: {timestamp: a}}", ASKED),
        file("{at: '10:00:05', log: {}, repeat: 0}", ASKED),
        file("{at: '10:00:05', log: {}, repeat: often}", ASKED),
        file("{at: '10:00:05', log: {}, every: 5}", ASKED),
        file("{at: '10:00:05', log: {}, evry: 5s}", ASKED),
        file("{file: logs.ndjson, repeat: 3}", ASKED),
        file("a", ASKED),
        file("", "a"),
        file("", "{%s}".formatted(group)),
        file("", "{at: '10:00:00'}"),
        file("", "{at: '10:00:00', alerts: {}}"),
        file("", "{at: '10:00:00', alerts: [], state: firing}"),
        file("", "{at: '10:00:00', alerts: [{group: {host.name: a}}]}"),
        file("", "{at: '10:00:00', alerts: [{%s, at: '10:00:00'}]}".formatted(group)),
        file("", "{at: '10:00:00', %s, state: fires}".formatted(group)),
        file("", "{at: '10:00:00', %s, valu: 3}".formatted(group)),
        file("", "{at: '10:00:00', %s, value: [3]}".formatted(group)),
        file("", "{at: '10:00:00', %s, annotations: {a: [b]}}".formatted(group)),
        file("", "{at: '10:00:00', rule: errors, group: {host.name: [a]}}"));
  }

  @ParameterizedTest
  @MethodSource("good")
  void takesWhatTheParserTakes(String text) throws IOException {
    assertThat(errors(text)).isEmpty();
    assertThat(schema.problems(text)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refusesWhatTheParserRefuses(String text) throws IOException {
    assertThat(errors(text)).isNotEmpty();
    assertThat(schema.problems(text)).isNotEmpty();
  }

  @Test
  void takesTheTestsOfTheStarterRulesAndOfTheDocumentation() throws IOException {
    List<String> good = new ArrayList<>();
    for (Path file : RuleTests.files(Path.of("rules"))) {
      good.add(Files.readString(file));
    }
    MarkdownPage.read(Path.of("../docs/rules.md")).blocks().stream()
        .map(MarkdownPage.Block::text)
        .filter(text -> text.contains("\ntests:\n"))
        .forEach(good::add);

    assertThat(good).hasSizeGreaterThan(10);
    assertThat(good).allSatisfy(text -> assertThat(schema.problems(text)).as(text).isEmpty());
  }

  @Test
  void namesTheKeysThatTheParserKnowsEachWithADescription() throws IOException {
    assertThat(keys("")).isEqualTo(known("{zzzzzz: 1}"));
    assertThat(keys("/$defs/test"))
        .isEqualTo(known("{rules: errors.yaml, tests: [{name: a, zzzzzz: 1}]}"));
    assertThat(keys("/$defs/log"))
        .isEqualTo(known(file("{at: '10:00:05', log: {}, zzzzzz: 1}", ASKED)));
    assertThat(keys("/$defs/file")).isEqualTo(known(file("{file: a, zzzzzz: 1}", ASKED)));
    assertThat(keys("/$defs/all"))
        .isEqualTo(known(file("", "{at: '10:00:00', alerts: [], zzzzzz: 1}")));
    assertThat(keys("/$defs/one"))
        .isEqualTo(known(file("", "{at: '10:00:00', rule: errors, zzzzzz: 1}")));
    assertThat(keys("/$defs/alert"))
        .isEqualTo(known(file("", "{at: '10:00:00', alerts: [{rule: errors, zzzzzz: 1}]}")));
    for (String part :
        List.of("", "/$defs/test", "/$defs/log", "/$defs/file", "/$defs/one", "/$defs/all")) {
      assertThat(schema.json().at(part + "/properties")).allMatch(key -> key.has("description"));
    }
  }

  private static Set<String> keys(String part) throws IOException {
    return TestingSchema.names(schema.json().at(part + "/properties"));
  }

  /** The keys that would have been right where {@code zzzzzz} stands. */
  private Set<String> known(String text) throws IOException {
    return RuleTests.run(written(text)).diagnostics().list().stream()
        .filter(found -> found.message().equals("unknown key 'zzzzzz'"))
        .map(found -> Objects.requireNonNull(found.hint()).replace("known are ", ""))
        .map(hint -> new TreeSet<>(List.of(hint.split(", "))))
        .findFirst()
        .orElseThrow();
  }

  private List<String> errors(String text) throws IOException {
    RuleTests.Outcome outcome = RuleTests.run(written(text));
    return outcome.diagnostics().hasErrors() ? List.of(outcome.diagnostics().render()) : List.of();
  }

  private Path written(String text) throws IOException {
    Files.writeString(directory.resolve("errors.yaml"), RULES);
    Files.writeString(directory.resolve("logs.ndjson"), "");
    return Files.writeString(directory.resolve("a.test.yaml"), text);
  }
}
