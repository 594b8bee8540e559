package io.tocsin.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule files that are made to do harm end with diagnostics that can be read, never with a failure
 * or a hang.
 */
@Timeout(60)
class HostileRulesTest {
  private static final int MEGA = 1_000_000;
  private static final int MOST_SHOWN = 2_000;

  /** What is only odd. */
  private static final Set<String> HARMLESS =
      Set.of("a megabyte of description", "a megabyte of by", "a megabyte of top", "units");

  /** What each file is, and what it holds. */
  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    String mega = "x".repeat(MEGA);
    for (String key :
        List.of(
            "name",
            "description",
            "where",
            "over",
            "when",
            "given",
            "value",
            "slot",
            "mode",
            "by",
            "top",
            "notify",
            "expect",
            "active",
            "enabled",
            "samples")) {
      files.put(
          "a megabyte of " + key,
          "rules: [{name: a, when: 'count()[1m] > 1', %s: %s}]".formatted(key, mega));
    }
    files.put("a megabyte of a key", "rules: [{name: a, %s: 1}]".formatted(mega));
    files.put("a megabyte of an annotation", rule("annotations: {a: '{{ %s }}'}".formatted(mega)));
    files.put(
        "a hundred thousand places", rule("annotations: {a: '" + "{{ a }}".repeat(100_000) + "'}"));
    files.put("parentheses of KQL", rule("where: '" + "(".repeat(MEGA / 20) + "'"));
    files.put(
        "parentheses of a condition", "rules: [{name: a, when: '" + "(".repeat(15_000) + "'}]");
    files.put("nots of KQL", rule("where: '" + "not (".repeat(MEGA / 20) + "'"));
    files.put(
        "nots of a condition",
        "rules: [{name: a, when: '" + "not ".repeat(4_000) + "count() > 1'}]");
    files.put("minus signs", "rules: [{name: a, when: '" + "-".repeat(15_000) + "count() > 1'}]");
    files.put(
        "sums",
        "rules: [{name: a, over: 1m, when: '" + "count() + ".repeat(1_500) + "count() > 1'}]");
    files.put("clauses", rule("where: '" + "a: b or ".repeat(8_000) + "c: d'"));
    files.put("stars", rule("where: 'url.path: " + "*a".repeat(30_000) + "'"));
    files.put(
        "names that double",
        "rules: [{name: a, over: 1m, let: {" + doubling() + "}, when: x29 > 1}]");
    files.put(
        "names in a circle", "rules: [{name: a, over: 1m, let: {x: y, y: z, z: x}, when: x > 1}]");
    files.put("a mapping in a mapping", "rules: " + "[{a: ".repeat(MEGA / 10));
    files.put("aliases that double", aliases());
    files.put(
        "one rule twenty thousand times", "a: &r {name: a}\nrules: [" + "*r,".repeat(20_000) + "]");
    files.put(
        "ten thousand groups", rule("by: host.name, expect: [" + "{a: 1},".repeat(10_000) + "]"));
    files.put(
        "a hundred thousand levels", "rules: [{name: a, over: 1m, when: {" + levels() + "}}]");
    files.put("digits", rule("over: " + "9".repeat(MEGA / 10) + "m"));
    files.put("units", rule("over: " + "1m".repeat(MEGA / 10)));
    files.put(
        "control characters",
        rule("description: \"" + "\\e[2J\\0\\r".repeat(1_000) + "\", wher: 1"));
    return files;
  }

  private static String rule(String keys) {
    return "rules: [{name: a, when: 'count()[1m] > 1', " + keys + "}]";
  }

  private static String doubling() {
    StringBuilder let = new StringBuilder("x0: count()");
    for (int i = 1; i < 30; i++) {
      let.append(", x%d: x%d + x%d".formatted(i, i - 1, i - 1));
    }
    return let.toString();
  }

  private static String aliases() {
    StringBuilder bomb = new StringBuilder("a0: &a0 {name: a}\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d]\n".formatted(i, i - 1));
    }
    return bomb + "rules: *a39\n";
  }

  private static String levels() {
    StringBuilder levels = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      levels.append("l%d: count() > %d,".formatted(i, i));
    }
    return levels.toString();
  }

  static Stream<String> names() {
    return files().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void endsWithDiagnosticsThatCanBeRead(String name) {
    String text = files().getOrDefault(name, "");
    RuleBundle bundle = new RuleBundle(List.of(new RuleBundle.File("a.yaml", text)));

    RuleFiles.Reading reading = RuleFiles.read(bundle, Set.of("pager"));

    List<Diagnostic> found = reading.diagnostics().list();
    assertThat(found).hasSizeLessThan(200_000);
    assertThat(found).allMatch(diagnostic -> diagnostic.render().length() < MOST_SHOWN);
    assertThat(found).noneMatch(diagnostic -> diagnostic.render().contains("\u001b"));
    assertThat(reading.diagnostics().hasErrors())
        .as(reading.toString())
        .isEqualTo(!HARMLESS.contains(name));
  }
}
