package io.tocsin.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.MarkdownPage;
import io.tocsin.diagnostic.Code;
import io.tocsin.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON Schema that editors check rule files by, held to what the parser takes: files without a
 * mistake are valid, files with one are not, but for mistakes that no schema can see.
 */
class RuleSchemaTest {
  /**
   * The codes of mistakes that a schema cannot see: what stands inside a filter or a condition,
   * what hangs on other keys or files, and how the text is written rather than what it says. What
   * is listed here is also on the page about diagnostics.
   */
  private static final Set<String> UNSEEN =
      new TreeSet<>(
          Set.of(
              "C001", "C002", "C003", "C004", "C005", "C006", "C007", "C009", "C010", "C011",
              "C012", "C013", "C014", "F001", "F004", "F005", "K001", "K002", "K003", "K004",
              "K005", "K006", "K007", "K008", "K009", "K010", "R002", "R004", "R006", "R007",
              "R008", "R009", "R010", "R013", "R014", "R015", "Y007"));

  /** Files with a mistake that is seen though others of its code are not, or the reverse. */
  private static final Set<String> OTHERWISE =
      Set.of("R011-zone", "R012-group", "R005-year", "R013-pattern", "R013-twice");

  private static TestingSchema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    schema = new TestingSchema("rules.schema.json");
  }

  /** Whether what is seen in this file is not what its code says. */
  static boolean isOtherwise(String name) {
    return OTHERWISE.contains(name.replace(".bad.yaml", ""));
  }

  /** Whether a schema sees mistakes of this code. */
  static boolean isSeen(String code) {
    return !UNSEEN.contains(code);
  }

  static Stream<String> bad() throws IOException {
    return BadRulesTest.files();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refusesWhatTheParserRefusesIfItCanBeSeen(String name) throws IOException {
    boolean unseen = UNSEEN.contains(name.substring(0, 4)) != isOtherwise(name);

    List<String> problems = schema.problems(Files.readString(BadRulesTest.FOLDER.resolve(name)));

    assertThat(problems.isEmpty()).as("%s: %s", name, problems).isEqualTo(unseen);
  }

  @Test
  void takesTheStarterRulesAndWhatTheDocumentationShows() throws IOException {
    List<String> good = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("rules"))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        good.add(Files.readString(file));
      }
    }
    for (String page : List.of("../README.md", "../docs/rules.md")) {
      MarkdownPage.read(Path.of(page)).blocks().stream()
          .map(MarkdownPage.Block::text)
          .filter(text -> text.startsWith("rules:\n"))
          .forEach(good::add);
    }
    good.add(EVERY_KEY);

    assertThat(good).hasSizeGreaterThan(25);
    assertThat(good).allSatisfy(text -> assertThat(schema.problems(text)).as(text).isEmpty());
  }

  /** Also what is seldom written so: numbers where texts are meant, one field without a list. */
  private static final String EVERY_KEY =
      """
      rules:
        - name: 404
          description: true
          where: 5
          by: host.name
          over: 1h30m
          when: {low: count() > most, high: 'not (count(bad) * 2 <= 1 or x)'}
          resolve_when: count() < 5 and count() != 3
          given: count() >= 1
          value: count()
          filters: {bad: 500, _b1: true}
          let: {most: {by: host.name, web-1: 5, web-2: 1.5, default: 7}, x: 'count() == 4'}
          for: 90m
          keep_firing_for: 1m
          no_data_for: 2h
          late: 0.5h
          wait: 100ms
          forget_after: 2w
          max_age: 1d
          slot: 30s
          samples: 0
          top: [url.path]
          expect: [web-1, 5, {host.name: web-2}]
          limits: {groups: 5}
          labels: {severity: critical, tier: 1, paged: true}
          annotations: {summary: '{{ value }}'}
          notify: []
          active: [{days: Sat-sun, zone: UTC}, {days: [mon, Tuesday-fri], hours: '22:00-24:00'}]
          mode: normal
          enabled: true
          rollup: true
      """;

  @Test
  void everyKeyHasBeenTriedOnTheParserToo() throws IOException {
    RuleFiles.Reading reading =
        RuleFiles.read(new RuleBundle(List.of(new RuleBundle.File("every.yaml", EVERY_KEY))), null);

    assertThat(reading.diagnostics().list())
        .as(reading.diagnostics().render())
        .noneMatch(found -> found.severity().name().equals("ERROR"));
    assertThat(TestingSchema.names(TestingSchema.yaml(EVERY_KEY).at("/rules/0")))
        .isEqualTo(TestingSchema.names(schema.json().at("/$defs/rule/properties")));
  }

  @Test
  void namesTheKeysThatTheParserKnows() throws IOException {
    assertThat(TestingSchema.names(schema.json().at("/$defs/rule/properties")))
        .isEqualTo(known("rules: [{name: r, when: 'count()[1m] > 1', zzzzzz: 1}]"));
    assertThat(TestingSchema.names(schema.json().at("/$defs/rule/properties/limits/properties")))
        .isEqualTo(known("rules: [{name: r, when: 'count()[1m] > 1', limits: {zzzzzz: 1}}]"));
    assertThat(TestingSchema.names(schema.json().at("/$defs/span/properties")))
        .isEqualTo(known("rules: [{name: r, when: 'count()[1m] > 1', active: {zzzzzz: 1}}]"));
    assertThat(TestingSchema.names(schema.json().at("/properties"))).isEqualTo(known("zzzzzz: 1"));
  }

  @Test
  void everyKeyHasADescription() throws IOException {
    assertThat(schema.json().at("/$defs/rule/properties")).allMatch(key -> key.has("description"));
  }

  @Test
  void whatItCannotSeeIsDocumented() throws IOException {
    Set<String> all = Arrays.stream(Code.values()).map(Code::id).collect(Collectors.toSet());
    String line =
        Files.readString(Path.of("../docs/diagnostics.md"))
            .lines()
            .filter(text -> text.startsWith("Editors that use the schema"))
            .findFirst()
            .orElseThrow();

    assertThat(all).containsAll(UNSEEN);
    assertThat(new TreeSet<>(MarkdownPage.codeIn(line))).isEqualTo(UNSEEN);
  }

  /** The keys that would have been right where {@code zzzzzz} stands. */
  private static Set<String> known(String text) {
    Optional<String> hint =
        RuleFiles.read(new RuleBundle(List.of(new RuleBundle.File("a.yaml", text))), null)
            .diagnostics()
            .list()
            .stream()
            .filter(found -> found.message().equals("unknown key 'zzzzzz'"))
            .map(Diagnostic::hint)
            .map(Objects::requireNonNull)
            .findFirst();
    return new TreeSet<>(List.of(hint.orElseThrow().replace("known are ", "").split(", ")));
  }
}
