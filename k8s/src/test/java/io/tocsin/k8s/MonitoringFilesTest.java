package io.tocsin.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What Prometheus and Grafana are given, and that each alert is explained. */
class MonitoringFilesTest {
  private static final Path MONITORING = Path.of("monitoring");
  private static final Pattern SECTION = Pattern.compile("(?m)^### (Tocsin[A-Za-z]+)$");

  @Test
  void promtoolFindsNothingWrongWithTheRules() throws Exception {
    assertThat(promtool("check", "rules", "tocsin-alerts.yml")).contains("SUCCESS");
  }

  @Test
  void eachAlertFiresWhenItShould() throws Exception {
    assertThat(promtool("test", "rules", "tocsin-alerts.test.yml")).contains("SUCCESS");
  }

  @Test
  void eachAlertHasATestInWhichItFires() throws IOException {
    JsonNode tests = Yaml.document(read("tocsin-alerts.test.yml")).path("tests");
    Set<String> firing = new HashSet<>();
    for (JsonNode test : tests) {
      JsonNode check = test.at("/alert_rule_test/0");
      if (!check.path("exp_alerts").isEmpty()) {
        firing.add(check.path("alertname").asText());
      }
    }

    assertThat(firing).containsExactlyInAnyOrderElementsOf(alerts());
  }

  @Test
  void eachAlertIsExplainedWhereItSays() throws IOException {
    List<String> sections =
        SECTION
            .matcher(Files.readString(Path.of("../docs/operations.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(sections).containsExactlyInAnyOrderElementsOf(alerts());
    for (JsonNode rule : rules()) {
      assertThat(rule.at("/annotations/runbook").asText())
          .isEqualTo("docs/operations.md#" + rule.path("alert").asText().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void theDeadMansSwitchIsTheOneThatIsExplained() throws IOException {
    assertThat(Files.readString(Path.of("../docs/operations.md")))
        .contains(Files.readString(Path.of("components/heartbeat/heartbeat.yaml")));
  }

  @Test
  void theDashboardsPanelsAskOneDataSourceAndDoNotOverlap() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(read("tocsin-dashboard.json"));
    Set<String> places = new HashSet<>();

    for (JsonNode panel : dashboard.path("panels")) {
      JsonNode at = panel.path("gridPos");
      assertThat(places.add(at.path("x") + "," + at.path("y")))
          .as(panel.path("title").asText())
          .isTrue();
      assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.path("description").asText()).isNotEmpty();
        assertThat(panel.path("targets")).isNotEmpty();
      }
    }
  }

  private static List<String> alerts() throws IOException {
    return rules().stream().map(rule -> rule.path("alert").asText()).toList();
  }

  private static List<JsonNode> rules() throws IOException {
    JsonNode groups = Yaml.document(read("tocsin-alerts.yml")).path("groups");
    return StreamSupport.stream(groups.spliterator(), false)
        .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
        .toList();
  }

  private static String read(String file) throws IOException {
    return Files.readString(MONITORING.resolve(file));
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Programs.onPath("promtool"), "skipped: no promtool on the PATH (Debian: prometheus)");
    List<String> line = new ArrayList<>(List.of("promtool"));
    line.addAll(List.of(arguments));
    return Programs.run(MONITORING, line.toArray(String[]::new));
  }
}
