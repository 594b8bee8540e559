package io.tocsin.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleSet;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A test of rules, made so that many can be played to one job: its rules have names of its own and
 * count nothing but its own logs, which a label tells from all others.
 *
 * @param name of the scenario, which is part of its rules' names
 * @param rules with their defaults and fields, in a folder of their own
 * @param logs in the order in which they arrive
 * @param firing rules of which the test says that they fire
 */
public record RuleScenario(String name, RuleBundle rules, List<Log> logs, Set<String> firing) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LABEL = "labels.scenario";

  /**
   * A log with its time in it.
   *
   * @param arrives when the test has it arrive
   * @param at event time
   */
  public record Log(Instant arrives, Instant at, String json) {}

  /**
   * The tests of a file but those with logs that are too late to be counted: when a log is, depends
   * on the other logs of its partition.
   *
   * @param name of the file's scenarios, which get a number behind it
   */
  public static List<RuleScenario> read(Path file, String name) throws IOException {
    SourceSpec source = SourceSpec.of(SourceFormat.ECS);
    Diagnostics diagnostics = new Diagnostics();
    TestFile tests = TestFileReader.read(file, source, diagnostics);
    if (tests == null) {
      throw new IllegalArgumentException(diagnostics.render());
    }
    List<RuleScenario> scenarios = new ArrayList<>();
    for (RuleTest test : tests.tests()) {
      if (!test.logs().isEmpty() && !hasLogsTooLate(tests.rules(), test)) {
        scenarios.add(scenario(name + "-" + (scenarios.size() + 1), ruleFiles(file), test));
      }
    }
    return scenarios;
  }

  private static boolean hasLogsTooLate(RuleSet rules, RuleTest test) {
    long allowed = rules.rules().stream().mapToLong(CompiledRule::settleMillis).min().orElseThrow();
    return test.logs().stream().anyMatch(log -> log.arrivesMillis() - log.atMillis() > allowed);
  }

  private static RuleScenario scenario(String name, RuleBundle files, RuleTest test)
      throws IOException {
    List<RuleBundle.File> rules = new ArrayList<>();
    for (RuleBundle.File file : files.files()) {
      String path = name + "/" + Path.of(file.path()).getFileName();
      rules.add(new RuleBundle.File(path, ofItsOwn(file, name)));
    }
    List<Log> logs = new ArrayList<>();
    for (RuleTest.Log log : test.logs()) {
      logs.add(log(name, log));
    }
    Set<String> firing =
        test.expectations().stream()
            .flatMap(expectation -> expectation.alerts().stream())
            .filter(alert -> alert.state() == RuleTest.State.FIRING)
            .map(alert -> name + "-" + alert.rule())
            .collect(Collectors.toCollection(TreeSet::new));
    return new RuleScenario(name, new RuleBundle(rules), logs, firing);
  }

  private static RuleBundle ruleFiles(Path file) throws IOException {
    JsonNode named =
        JSON.readTree(LogJson.of(yaml(file.toString(), Files.readString(file)))).path("rules");
    List<Path> paths = new ArrayList<>();
    for (JsonNode path : named.isArray() ? named : List.of(named)) {
      paths.add(Objects.requireNonNull(file.getParent()).resolve(path.asText()));
    }
    return RulePaths.bundle(paths, new Diagnostics());
  }

  /** Rules that only see what has the label; what is no file of rules stays as it is. */
  private static String ofItsOwn(RuleBundle.File file, String name) throws IOException {
    JsonNode root = JSON.readTree(LogJson.of(yaml(file.path(), file.text())));
    if (!root.has("rules")) {
      return file.text();
    }
    for (JsonNode each : root.path("rules")) {
      ObjectNode rule = (ObjectNode) each;
      String own = LABEL + ": " + name;
      rule.put("name", name + "-" + rule.path("name").asText());
      rule.put(
          "where", rule.has("where") ? "(" + rule.path("where").asText() + ") and " + own : own);
    }
    return root.toString();
  }

  private static YamlMapping yaml(String path, String text) {
    YamlNode root = YamlReader.read(path, text, new Diagnostics());
    return (YamlMapping) Objects.requireNonNull(root);
  }

  private static Log log(String name, RuleTest.Log log) throws IOException {
    Instant at = Instant.ofEpochMilli(log.atMillis());
    ObjectNode json = (ObjectNode) JSON.readTree(new String(log.json(), UTF_8));
    json.put(LABEL, name);
    return new Log(Instant.ofEpochMilli(log.arrivesMillis()), at, at(json, at));
  }

  private static String at(ObjectNode json, Instant at) {
    return json.put("@timestamp", at.toString()).toString();
  }

  /** When half of the logs have arrived. */
  public Instant middle() {
    return logs.get((logs.size() - 1) / 2).arrives();
  }

  /** The same scenario at another time. */
  public RuleScenario movedBy(Duration time) throws IOException {
    List<Log> moved = new ArrayList<>();
    for (Log log : logs) {
      Instant at = log.at().plus(time);
      moved.add(
          new Log(log.arrives().plus(time), at, at((ObjectNode) JSON.readTree(log.json()), at)));
    }
    return new RuleScenario(name, rules, moved, firing);
  }
}
