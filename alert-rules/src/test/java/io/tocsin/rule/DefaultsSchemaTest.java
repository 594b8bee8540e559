package io.tocsin.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.diagnostic.Diagnostic;
import io.tocsin.diagnostic.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The JSON Schema of {@code _defaults.yaml}, held to what the parser takes of the same keys and
 * values as in the files of rules, good and bad.
 */
class DefaultsSchemaTest {
  private static TestingSchema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    schema = new TestingSchema("defaults.schema.json");
  }

  /** What the rules of a file would leave to their defaults, of every file that can be one. */
  static Stream<String> defaults() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> bad = Files.list(BadRulesTest.FOLDER);
        Stream<Path> good = Files.list(Path.of("rules"))) {
      for (Path file : Stream.concat(bad, good).filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".yaml") && !RuleSchemaTest.isOtherwise(name)) {
          addDefaults(Files.readString(file), found);
        }
      }
    }
    return found.stream();
  }

  private static void addDefaults(String rules, Set<String> found) throws IOException {
    JsonNode root;
    try {
      root = TestingSchema.yaml(rules);
    } catch (YamlEngineException noYaml) {
      // Seen before any schema is looked at, in either file.
      return;
    }
    for (JsonNode rule : root.path("rules")) {
      if (rule instanceof ObjectNode keys) {
        ObjectNode defaults = keys.deepCopy();
        defaults.remove(
            List.of(
                "name",
                "where",
                "by",
                "when",
                "resolve_when",
                "given",
                "value",
                "let",
                "expect",
                "description",
                "enabled"));
        found.add(defaults.toString());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void refusesWhatTheParserRefusesIfItCanBeSeen(String text) throws IOException {
    List<String> seen =
        errors(text).map(error -> error.code().id()).filter(RuleSchemaTest::isSeen).toList();

    List<String> problems = schema.problems(text);

    assertThat(problems.isEmpty()).as("%s: %s", seen, problems).isEqualTo(seen.isEmpty());
  }

  @Test
  void thereAreDefaultsOfBothKindsAmongThem() throws IOException {
    assertThat(defaults().filter(text -> errors(text).findAny().isPresent()))
        .hasSizeGreaterThan(10);
    assertThat(defaults().filter(text -> errors(text).findAny().isEmpty())).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "5",
        "{where: a}",
        "{when: count() > 1}",
        "{description: a}",
        "{enabled: false}"
      })
  void refusesWhatMakesARule(String text) throws IOException {
    assertThat(errors(text)).isNotEmpty();
    assertThat(schema.problems(text)).isNotEmpty();
  }

  @Test
  void namesTheKeysThatTheParserKnows() throws IOException {
    String hint =
        errors("zzzzzz: 1")
            .map(Diagnostic::hint)
            .map(Objects::requireNonNull)
            .findFirst()
            .orElseThrow();
    Set<String> known = new TreeSet<>(List.of(hint.replace("known are ", "").split(", ")));

    assertThat(TestingSchema.names(schema.json().get("properties"))).isEqualTo(known);
  }

  private static Stream<Diagnostic> errors(String text) {
    RuleBundle bundle =
        new RuleBundle(
            List.of(
                new RuleBundle.File("_defaults.yaml", text),
                new RuleBundle.File("none.yaml", "rules: []")));
    return RuleFiles.read(bundle, null).diagnostics().list().stream()
        .filter(found -> found.severity() == Severity.ERROR)
        .filter(found -> found.source().path().equals("_defaults.yaml"));
  }
}
