package io.tocsin.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostic;
import io.tocsin.rule.RuleBundle.File;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleFilesTest {
  private static final String GOOD = rule("good", "over: 5m\n    when: count() > 100");
  private static final String BAD = rule("bad", "over: 5m\n    when: count( > 100");

  @Test
  void refusesAFileWithAnErrorAlone() {
    RuleFiles.Reading reading =
        read(new File("a.yaml", GOOD), new File("b.yaml", BAD), new File("c.test.yaml", "x: y"));

    assertThat(reading.rules().rules()).extracting(CompiledRule::name).containsExactly("good");
    assertThat(reading.refused()).containsExactly("b.yaml");
    assertThat(reading.diagnostics().list())
        .singleElement()
        .extracting(Diagnostic::headline)
        .asString()
        .startsWith("b.yaml:4:16: error[C001]");
  }

  @Test
  void refusesTheSecondFileThatNamesARule() {
    RuleFiles.Reading reading = read(new File("a.yaml", GOOD), new File("b.yaml", GOOD));

    assertThat(reading.refused()).containsExactly("b.yaml");
    assertThat(headlines(reading))
        .containsExactly("b.yaml:2:11: error[R002]: a second rule 'good'");
    assertThat(reading.diagnostics().list().get(0).hint()).isEqualTo("the first is at a.yaml:2");
  }

  @Test
  void takesDefaultsFromTheNearestFolder() {
    RuleFiles.Reading reading =
        read(
            new File("_defaults.yaml", "over: 10m\nlate: 1m\nlabels: {team: all, env: prod}"),
            new File("pay/_defaults.yaml", "over: 2m\nlabels: {team: pay}"),
            new File("pay/a.yaml", rule("inner", "when: count() > 1\n    labels: {a: b}")),
            new File("b.yaml", rule("outer", "when: count() > 1")));

    assertThat(reading.diagnostics().render()).isEmpty();
    CompiledRule inner = compiled(reading, "inner");
    assertThat(inner.reachMillis()).isEqualTo(120_000);
    assertThat(inner.timing().lateMillis()).isEqualTo(60_000);
    assertThat(inner.rule().labels())
        .containsEntry("a", "b")
        .containsEntry("team", "pay")
        .containsEntry("env", "prod");
    assertThat(compiled(reading, "outer").reachMillis()).isEqualTo(600_000);
  }

  @Test
  void reportsAFaultOfDefaultsOnceAndInTheirFile() {
    RuleFiles.Reading reading =
        read(
            new File("_defaults.yaml", "over: 5m\nwait: 5x"),
            new File("a.yaml", GOOD),
            new File("b.yaml", rule("other", "when: count()[1m] > 1")));

    assertThat(headlines(reading))
        .containsExactly(
            "_defaults.yaml:2:7: error[R003]: expected a duration such as 5m, got '5x'");
    assertThat(reading.refused()).containsExactly("_defaults.yaml", "a.yaml", "b.yaml");
  }

  @Test
  void keepsTheLastGoodTextOfARefusedFileAndLetsDeletedOnesGo() {
    RuleBundle inForce =
        bundle(
            new File("a.yaml", GOOD),
            new File("gone.yaml", rule("gone", "over: 5m\n    when: count() > 1")));
    RuleBundle read =
        bundle(
            new File("a.yaml", BAD),
            new File("new.yaml", rule("new", "over: 5m\n    when: count() > 1")));

    RuleFiles.Merge merge = RuleFiles.merge(inForce, read, null);

    assertThat(RuleSet.compile(merge.bundle()).rules())
        .extracting(CompiledRule::name)
        .containsExactly("good", "new");
    assertThat(merge.diagnostics().list()).hasSize(1);
  }

  @Test
  void refusesADirectoryThatIsEmptyOrGone() {
    RuleBundle inForce = bundle(new File("a.yaml", GOOD));

    RuleFiles.Merge merge = RuleFiles.merge(inForce, bundle(new File("fields.yaml", "")), null);

    assertThat(merge.bundle()).isEqualTo(inForce);
    assertThat(merge.diagnostics().list())
        .extracting(Diagnostic::headline)
        .containsExactly("rules:1:1: error[R016]: no rule files");
  }

  @Test
  void aNewFileCannotTakeTheNameOfARefusedFilesLastGoodRule() {
    RuleBundle inForce = bundle(new File("b.yaml", GOOD));
    RuleBundle read = bundle(new File("a.yaml", GOOD), new File("b.yaml", BAD));

    RuleFiles.Merge merge = RuleFiles.merge(inForce, read, null);

    assertThat(merge.bundle()).isEqualTo(inForce);
    assertThat(merge.diagnostics().list())
        .extracting(d -> d.code().id())
        .containsExactly("R002", "C001");
  }

  @Test
  void keepsBackDefaultsThatWouldBreakAFileInForce() {
    String byDefaults = rule("good", "when: count() > 1");
    RuleBundle inForce =
        bundle(new File("_defaults.yaml", "over: 5m"), new File("a.yaml", byDefaults));
    RuleBundle read =
        bundle(new File("_defaults.yaml", "late: 1m"), new File("a.yaml", byDefaults));

    RuleFiles.Merge merge = RuleFiles.merge(inForce, read, null);

    assertThat(merge.bundle()).isEqualTo(inForce);
    assertThat(merge.diagnostics().list())
        .extracting(Diagnostic::headline)
        .containsExactly(
            "_defaults.yaml:1:1: error[R017]: kept back: with it, 'a.yaml' would have an error");
  }

  @Test
  void leavesOutRulesThatAreNotEnabledButChecksThem() {
    RuleFiles.Reading reading =
        read(
            new File("a.yaml", rule("off", "over: 5m\n    enabled: false\n    when: count() > 1")),
            new File("b.yaml", rule("off", "over: 5m\n    enabled: no\n    when: count() > x")));

    assertThat(reading.rules().rules()).isEmpty();
    assertThat(reading.diagnostics().list())
        .extracting(d -> d.code().id())
        .containsExactly("R002", "Y011", "C007");
  }

  @Test
  void checksReceiversWhereTheyAreKnown() {
    RuleBundle bundle =
        bundle(
            new File("a.yaml", rule("a", "over: 5m\n    when: count() > 1\n    notify: [slak]")));

    assertThat(RuleFiles.read(bundle, null).diagnostics().isEmpty()).isTrue();
    Diagnostic only = RuleFiles.read(bundle, Set.of("slack")).diagnostics().list().get(0);
    assertThat(only.headline()).isEqualTo("a.yaml:5:14: error[R010]: unknown receiver 'slak'");
    assertThat(only.hint()).isEqualTo("did you mean 'slack'?");
  }

  @Test
  void usesTheTeamsOwnFields() {
    RuleFiles.Reading reading =
        read(
            new File("fields.yaml", "took: {type: long, unit: ms}"),
            new File("a.yaml", rule("a", "when: avg(took)[5m] > 2s")));

    assertThat(reading.diagnostics().render()).isEmpty();
    assertThat(compiled(reading, "a").rule().unit()).isEqualTo("ms");
    assertThat(reading.rules().fields().find("took")).isNotNull();
  }

  private static String rule(String name, String keys) {
    return "rules:\n  - name: " + name + "\n    " + keys + "\n";
  }

  private static RuleBundle bundle(File... files) {
    return new RuleBundle(List.of(files));
  }

  private static RuleFiles.Reading read(File... files) {
    return RuleFiles.read(bundle(files), null);
  }

  private static CompiledRule compiled(RuleFiles.Reading reading, String name) {
    return Objects.requireNonNull(reading.rules().rule(name));
  }

  private static List<String> headlines(RuleFiles.Reading reading) {
    return reading.diagnostics().list().stream().map(Diagnostic::headline).toList();
  }
}
