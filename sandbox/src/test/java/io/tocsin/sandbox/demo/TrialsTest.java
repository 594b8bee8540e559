package io.tocsin.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.rule.RuleFiles;
import io.tocsin.sandbox.Workspace;
import io.tocsin.tool.RulePaths;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When there is a second half of the demo, and the rules that are edited in it. */
class TrialsTest {
  private final Workspace workspace = Workspace.create();

  @AfterEach
  void delete() {
    workspace.delete();
  }

  @Test
  void trialsNeedTimeAndTrafficAndNobodyWhoDoesNotWantThem() {
    assertThat(DemoOptions.endless().trials()).isTrue();
    assertThat(DemoOptions.of(null, null, false).trials()).isTrue();
    assertThat(DemoOptions.of(Duration.ofMinutes(8), null, false).trials()).isTrue();
    assertThat(DemoOptions.of(Duration.ofMinutes(2), null, false).trials()).isFalse();
    assertThat(DemoOptions.of(null, null, true).trials()).isFalse();
    assertThat(DemoOptions.of(null, Path.of("logs.ndjson"), false).trials()).isFalse();
  }

  @Test
  void theRulesHaveNoMistakeUntilOneIsMade() throws IOException {
    DemoRules rules = DemoRules.write(workspace, true);
    assertThat(mistakes(rules)).isEmpty();

    rules.busy(DemoRules.FEW);
    assertThat(mistakes(rules)).isEmpty();

    rules.slip(DemoRules.FEW);
    assertThat(mistakes(rules)).contains("unknown key 'wehn'", "did you mean 'when'?");
  }

  private static String mistakes(DemoRules rules) throws IOException {
    return RuleFiles.read(RulePaths.bundle(List.of(rules.directory()), new Diagnostics()), null)
        .diagnostics()
        .render();
  }
}
