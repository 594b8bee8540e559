package io.tocsin.sandbox.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.TestedRules;
import io.tocsin.rule.RuleBundle;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.tool.RuleScenario;
import io.tocsin.tool.RuleTests;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every test of the rules that come with Tocsin, and of those on the page about rules, comes to the
 * same alerts in the core, in a job, and in a job that is stopped in the middle of each and goes on
 * at another parallelism.
 *
 * <p>All are played to one job: each has a label of its own that its rules select, and they are
 * moved so that half of the logs of each has come at one time, which is when the job is stopped.
 */
@ExtendWith(StackExtension.class)
@Timeout(600)
class ScenariosTest {
  private static final Instant MIDDLE = Instant.parse("2026-01-05T12:00:00Z");

  @TempDir Path directory;

  @Test
  void everyScenarioComesToTheSameAlertsThreeWays(KafkaPart kafka) throws Exception {
    List<RuleScenario> scenarios = scenarios();
    assertThat(scenarios).hasSizeGreaterThan(30);
    List<RuleScenario.Log> logs =
        scenarios.stream()
            .flatMap(scenario -> scenario.logs().stream())
            .sorted(Comparator.comparing(RuleScenario.Log::arrives))
            .toList();
    Instant end = logs.get(logs.size() - 1).arrives().plus(Duration.ofHours(2));
    int first = (int) logs.stream().filter(log -> !log.arrives().isAfter(MIDDLE)).count();
    Ways ways =
        new Ways(
            kafka,
            directory.resolve("scenarios"),
            new RuleBundle(scenarios.stream().flatMap(s -> s.rules().files().stream()).toList()),
            logs.stream().map(RuleScenario.Log::json).toList(),
            end,
            end.plus(Duration.ofHours(2)));

    Set<SettledAlert> expected = ways.inTheCore();

    assertThat(expected.stream().map(SettledAlert::rule).collect(Collectors.toSet()))
        .as("what the tests say that it fires")
        .containsAll(firing(scenarios));
    assertThat(ways.inOneJob()).isEqualTo(expected);
    assertThat(ways.stoppedAndRestored(first)).isEqualTo(expected);
  }

  private List<RuleScenario> scenarios() throws IOException {
    List<Path> files = new ArrayList<>(RuleTests.files(Path.of("../alert-rules/rules")));
    files.addAll(TestedRules.write(Path.of("../docs/rules.md"), directory.resolve("page")));
    List<RuleScenario> scenarios = new ArrayList<>();
    for (Path file : files) {
      for (RuleScenario scenario : RuleScenario.read(file, "s" + files.indexOf(file))) {
        // A whole number of minutes, so that a log stays where it is in its slot.
        long minutes = ChronoUnit.MINUTES.between(scenario.middle(), MIDDLE);
        scenarios.add(scenario.movedBy(Duration.ofMinutes(minutes)));
      }
    }
    return scenarios;
  }

  private static Set<String> firing(List<RuleScenario> scenarios) {
    Set<String> firing = new TreeSet<>();
    scenarios.forEach(scenario -> firing.addAll(scenario.firing()));
    return firing;
  }
}
