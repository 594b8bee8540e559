package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tocsin.MarkdownPage.Block;
import io.tocsin.condition.ComparisonOperator;
import io.tocsin.diagnostic.Diagnostic;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.diagnostic.Fragment;
import io.tocsin.field.FieldCatalogue;
import io.tocsin.field.FieldType;
import io.tocsin.field.Unit;
import io.tocsin.kql.KqlParser;
import io.tocsin.message.MessageValues;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import io.tocsin.tool.RuleTests;
import io.tocsin.tool.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that {@code docs/rules.md} shows is run: rule files are read without a mistake or a
 * warning, tests of rules pass, drawings have a test that says the same, and what stands as code in
 * a column {@code condition}, {@code number} or {@code function} is one in the page's rule {@code
 * frame}. What the language has is on the page.
 */
class RulesPageTest {
  private static final Path DOCS = Path.of("../docs");
  private static final String FRAME = "- name: frame";

  private final MarkdownPage page = read();

  @TempDir Path directory;

  private static MarkdownPage read() {
    try {
      return MarkdownPage.read(DOCS.resolve("rules.md"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> runsEveryBlock() {
    List<DynamicTest> tests = new ArrayList<>();
    List<RuleBundle.File> shared = new ArrayList<>();
    for (int i = 0; i < page.blocks().size(); i++) {
      Block block = page.blocks().get(i);
      if (block.language().equals("kql")) {
        block.text().lines().forEach(filter -> tests.add(test(block, () -> readFilter(filter))));
      } else if (block.language().equals("text")) {
        // What is drawn is said by the rule and the test behind it.
        List<Block> behind = page.blocks().subList(i + 1, i + 3);
        tests.add(test(block, () -> assertThat(behind).allMatch(b -> isRunWith(b, block))));
      } else if (TestedRules.isShared(block)) {
        String name = block.text().lines().findFirst().orElse("").substring(2);
        shared.add(new RuleBundle.File(name, block.text()));
      } else if (TestedRules.isRules(block)) {
        List<RuleBundle.File> bundle = new ArrayList<>(shared);
        bundle.add(new RuleBundle.File("rules.yaml", block.text()));
        shared.clear();
        tests.add(test(block, () -> readRules(bundle)));
      } else if (!TestedRules.isTest(block)) {
        tests.add(test(block, () -> assertThat(block).as("a block of no known kind").isNull()));
      }
    }
    TestedRules.of(page).forEach(each -> tests.add(test(each.block(), () -> runTests(each))));
    assertThat(shared).as("files that no rules follow").isEmpty();
    return tests.stream();
  }

  private static DynamicTest test(Block block, org.junit.jupiter.api.function.Executable run) {
    return dynamicTest(block.toString(), run);
  }

  private static boolean isRunWith(Block behind, Block drawing) {
    return behind.heading().equals(drawing.heading()) && behind.text().startsWith("rules:");
  }

  private static void readFilter(String filter) {
    Diagnostics diagnostics = new Diagnostics();
    KqlParser.parse(Fragment.of(filter), FieldCatalogue.ecs(), diagnostics);
    assertThat(diagnostics.render()).isEmpty();
  }

  private static void readRules(List<RuleBundle.File> files) {
    RuleFiles.Reading reading = RuleFiles.read(new RuleBundle(files), null);
    assertThat(reading.diagnostics().render()).isEmpty();
    assertThat(reading.rules().rules()).isNotEmpty();
  }

  private void runTests(TestedRules tested) throws IOException {
    RuleTests.Outcome outcome =
        RuleTests.run(tested.write(Files.createTempDirectory(directory, "page")));
    assertThat(outcome.diagnostics().render()).isEmpty();
    assertThat(outcome.results()).isNotEmpty();
    assertThat(outcome.results())
        .as(outcome.results().stream().map(TestResult::render).collect(Collectors.joining("\n")))
        .allMatch(TestResult::passed);
  }

  @TestFactory
  Stream<DynamicTest> readsEveryConditionAndNumberInTheFrame() {
    Stream<String> keys =
        Stream.concat(
            column("condition").map(condition -> "when: '" + condition + "'"),
            column("number").map(number -> "when: count() > 1\n    value: '" + number + "'"));
    return keys.map(key -> dynamicTest(key, () -> readRules(framed(key))));
  }

  private Stream<String> column(String name) {
    return page.tables().stream().flatMap(table -> table.code(name).stream());
  }

  private List<RuleBundle.File> framed(String when) {
    String frame =
        page.blocks().stream()
            .map(Block::text)
            .filter(text -> text.contains(FRAME))
            .findFirst()
            .orElseThrow();
    String text = frame.replaceFirst("(?m)(?<=^    )when: .*$", Matcher.quoteReplacement(when));
    return List.of(new RuleBundle.File("rules.yaml", text));
  }

  @Test
  void itsLinksLeadSomewhere() throws IOException {
    for (String link : page.links()) {
      String file = link.replaceFirst("#.*", "");
      MarkdownPage target = file.isEmpty() ? page : MarkdownPage.read(DOCS.resolve(file));
      if (link.contains("#")) {
        assertThat(target.anchors()).as(link).contains(link.substring(link.indexOf('#') + 1));
      }
    }
  }

  @Test
  void everyRecipeHasATest() {
    List<String> recipes = new ArrayList<>();
    boolean within = false;
    for (String line : page.text().lines().toList()) {
      within = line.startsWith("## ") ? line.equals("## Recipes") : within;
      if (within && line.startsWith("### ")) {
        recipes.add(line.substring(4));
      }
    }
    Set<String> tested =
        page.blocks().stream()
            .filter(block -> block.text().contains("\ntests:\n"))
            .map(Block::heading)
            .collect(Collectors.toSet());

    assertThat(tested).containsAll(recipes);
    assertThat(String.join(" ", recipes))
        .contains("any", "blacklist", "whitelist", "change", "frequency", "spike", "flatline")
        .contains("new_term", "cardinality", "metric_aggregation", "spike_aggregation")
        .contains("percentage_match");
  }

  @Test
  void namesEveryKeyOfARule() {
    Set<String> documented = new TreeSet<>(tableUnder("Keys").code("key"));

    assertThat(documented)
        .isEqualTo(known("rules: [{name: r, when: 'count()[1m] > 1', zzzzzz: 1}]"));
    assertThat(known("rules: [{name: r, when: 'count()[1m] > 1', limits: {zzzzzz: 1}}]"))
        .containsExactly("groups");
    assertThat(known("rules: [{name: r, when: 'count()[1m] > 1', active: {zzzzzz: 1}}]"))
        .containsExactlyInAnyOrder("days", "hours", "zone")
        .allMatch(key -> page.text().contains(key + ": "));
  }

  @Test
  void namesEveryKeyThatDefaultsCannotHold() {
    Set<String> known = new TreeSet<>(tableUnder("Keys").code("key"));
    known.removeAll(hinted(List.of(new RuleBundle.File("_defaults.yaml", "zzzzzz: 1"))));
    String row =
        tableUnder("Files").rows().stream()
            .map(cells -> String.join(" ", cells))
            .filter(cells -> cells.contains("_defaults.yaml"))
            .findFirst()
            .orElseThrow();
    String named = row.substring(row.indexOf(": not ") + 6);

    assertThat(MarkdownPage.codeIn(named)).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void namesEveryFunctionOperatorUnitTypeAndPlaceholder() {
    assertThat(hints("rules: [{name: r, over: 1m, when: zzzzzz() > 1}]"))
        .containsExactly("one of " + String.join(", ", column("function").toList()));
    assertThat(column("operators")).contains("and", "or", "not", "+", "-", "*", "/");
    assertThat(column("operators").toList())
        .containsAll(
            Arrays.stream(ComparisonOperator.values()).map(ComparisonOperator::symbol).toList());
    List<String> units = Arrays.stream(Unit.values()).map(Unit::symbol).toList();
    assertThat(page.code())
        .containsAll(units.stream().filter(symbol -> !symbol.isEmpty()).toList())
        .containsAll(Arrays.stream(FieldType.values()).map(FieldType::toString).toList());
    assertThat(tableUnder("Messages").code("name"))
        .containsExactlyInAnyOrderElementsOf(MessageValues.names(List.of(), List.of()));
  }

  @Test
  void namesEveryKeyOfATest() throws IOException {
    Files.writeString(directory.resolve("r.yaml"), "rules: [{name: r, when: 'count()[1m] > 1'}]");

    assertThat(column("key of a log").collect(Collectors.toSet()))
        .isEqualTo(
            union(
                keysOfTest("{name: t, logs: [{at: '10:00:00', log: {}, zzzzzz: 1}], expect: []}"),
                keysOfTest("{name: t, logs: [{file: x, zzzzzz: 1}], expect: []}")));
    assertThat(column("key of an expectation").collect(Collectors.toSet()))
        .isEqualTo(
            union(
                keysOfTest("{name: t, expect: [{at: '10:00:00', rule: r, zzzzzz: 1}]}"),
                keysOfTest("{name: t, expect: [{at: '10:00:00', alerts: [], zzzzzz: 1}]}")));
    assertThat(keysOfTest("{name: t, expect: [], zzzzzz: 1}"))
        .allMatch(key -> page.text().contains(key + ":"));
  }

  private Set<String> keysOfTest(String test) throws IOException {
    Path file = directory.resolve("r.test.yaml");
    Files.writeString(file, "rules: r.yaml\ntests:\n  - " + test + "\n");
    return hinted(RuleTests.run(file).diagnostics());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new TreeSet<>(one);
    all.addAll(other);
    return all;
  }

  private MarkdownPage.Table tableUnder(String heading) {
    return page.tables().stream()
        .filter(table -> table.heading().equals(heading))
        .findFirst()
        .orElseThrow();
  }

  /** The keys that would have been right where {@code zzzzzz} stands. */
  private static Set<String> known(String rules) {
    return hinted(List.of(new RuleBundle.File("r.yaml", rules)));
  }

  private static Set<String> hinted(List<RuleBundle.File> files) {
    return hinted(RuleFiles.read(new RuleBundle(files), null).diagnostics());
  }

  private static Set<String> hinted(Diagnostics diagnostics) {
    String hint =
        diagnostics.list().stream()
            .filter(found -> found.message().equals("unknown key 'zzzzzz'"))
            .map(Diagnostic::hint)
            .findFirst()
            .orElseThrow();
    return new TreeSet<>(
        List.of(Objects.requireNonNull(hint).replace("known are ", "").split(", ")));
  }

  private static List<String> hints(String rules) {
    return RuleFiles.read(new RuleBundle(List.of(new RuleBundle.File("r.yaml", rules))), null)
        .diagnostics()
        .list()
        .stream()
        .map(Diagnostic::hint)
        .toList();
  }
}
