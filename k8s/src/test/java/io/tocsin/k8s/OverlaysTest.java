package io.tocsin.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.receiver.ReceiversReader;
import io.tocsin.rule.RuleBundle;
import io.tocsin.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each overlay is whole; and each check finds the fault that it is there for. */
class OverlaysTest {
  private static final Map<String, Manifests> BUILT = new ConcurrentHashMap<>();

  private static Manifests overlay(String name) throws IOException, InterruptedException {
    Manifests built = BUILT.get(name);
    if (built == null) {
      built = Manifests.build(name);
      BUILT.put(name, built);
    }
    return built;
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "session"})
  void coreResourcesHaveOnlyFieldsThatKubernetesKnows(String overlay) throws Exception {
    Manifests manifests = overlay(overlay);

    assertThat(StrictModels.problems(manifests.resources())).isEmpty();
    assertThat(StrictModels.problems(manifests.provided())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "session"})
  void customResourcesAreWhatTheOperatorTakes(String overlay) throws Exception {
    assertThat(OperatorSchemas.load().problems(overlay(overlay).resources())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "session"})
  void everyFlinkOptionIsKnown(String overlay) throws Exception {
    FlinkOptions options = new FlinkOptions();

    assertThat(options.size()).isGreaterThan(500);
    assertThat(options.problems(overlay(overlay).resources())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "session"})
  void everythingReferredToExists(String overlay) throws Exception {
    assertThat(References.problems(overlay(overlay))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "session"})
  void jobsFindWhatTheirSettingsName(String overlay) throws Exception {
    assertThat(Installation.problems(overlay(overlay))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "session"})
  void imagesArePinnedAndPodsLocked(String overlay) throws Exception {
    Manifests manifests = overlay(overlay);

    assertThat(Hardening.unpinned(manifests)).isEmpty();
    assertThat(Hardening.asRoot(manifests)).isEmpty();
    assertThat(Hardening.unlocked(manifests)).isEmpty();
  }

  /** As the page about it says. */
  @Test
  void oneSessionClusterCanBeHadInProductionToo() throws Exception {
    Path directory = Files.createDirectories(Path.of("target", "session-in-production"));
    Files.writeString(
        directory.resolve("kustomization.yaml"),
        Files.readString(Path.of("overlays/session/kustomization.yaml"))
            .replace("[../dev]", "[../../overlays/production]"));
    Manifests manifests =
        new Manifests(Manifests.build(directory).resources(), overlay("production").provided());

    assertThat(manifests.ofKind("FlinkDeployment").map(Manifests::name))
        .containsExactly("tocsin-session");
    assertThat(manifests.ofKind("PodDisruptionBudget")).hasSize(2);
    assertThat(StrictModels.problems(manifests.resources())).isEmpty();
    assertThat(References.problems(manifests)).isEmpty();
    assertThat(Installation.problems(manifests)).isEmpty();
    assertThat(Hardening.unlocked(manifests)).isEmpty();
  }

  @Test
  void theFlinkVersionIsTheNewestThatTheOperatorHasANameFor() throws Exception {
    List<String> versions = OperatorSchemas.load().flinkVersions();
    String newest = versions.get(versions.size() - 1);

    assertThat(overlay("production").ofKind("FlinkDeployment"))
        .hasSize(3)
        .extracting(each -> each.path("spec").path("flinkVersion").asText())
        .containsOnly(newest);
  }

  @Test
  void aChangeOfSettingsIsAnUpgradeAndAChangeOfRulesIsNone() throws Exception {
    Manifests manifests = overlay("production");
    String hashed =
        manifests
            .ofKind("ConfigMap")
            .map(Manifests::name)
            .filter(name -> name.startsWith("tocsin-settings-"))
            .findFirst()
            .orElseThrow();

    assertThat(manifests.ofKind("FlinkDeployment"))
        .allSatisfy(
            each ->
                assertThat(each.at("/spec/podTemplate/spec/volumes").findValuesAsText("name"))
                    .contains(hashed, "tocsin-rules", "tocsin-receivers"));
  }

  @Test
  void everyRuleFileIsInTheConfigMap() throws Exception {
    JsonNode kustomization =
        Yaml.document(Files.readString(Path.of("../alert-rules/kustomization.yaml")));
    List<String> named = new ArrayList<>();
    kustomization.at("/configMapGenerator/0/files").forEach(each -> named.add(each.asText()));
    try (Stream<Path> files = Files.list(Path.of("../alert-rules/rules"))) {
      assertThat(named)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> "rules/" + file.getFileName())
                  .toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "session"})
  void theRulesInTheConfigMapAreRightAndTheirReceiversAreThere(String overlay) throws Exception {
    Manifests manifests = overlay(overlay);
    JsonNode data = manifests.find("ConfigMap", "tocsin-rules").orElseThrow().path("data");
    JsonNode receivers = manifests.find("ConfigMap", "tocsin-receivers").orElseThrow();
    List<RuleBundle.File> files = new ArrayList<>();
    data.properties()
        .forEach(each -> files.add(new RuleBundle.File(each.getKey(), each.getValue().asText())));

    RuleFiles.Reading reading =
        RuleFiles.read(
            new RuleBundle(files),
            ReceiversReader.read(
                    "receivers.yaml",
                    receivers.path("data").path("receivers.yaml").asText(),
                    new Diagnostics())
                .names());

    assertThat(reading.diagnostics().list()).isEmpty();
    assertThat(reading.refused()).isEmpty();
  }

  @Test
  void theImageIsBuiltOnThePinnedFlinkOfThePom() throws Exception {
    String dockerfile = Files.readString(Path.of("Dockerfile"));
    String pom = Files.readString(Path.of("../pom.xml"));
    String flink = pom.replaceAll("(?s).*<flink.version>(.*?)</flink.version>.*", "$1");
    String version = pom.replaceAll("(?s).*?<version>(.*?)-SNAPSHOT</version>.*", "$1");

    assertThat(dockerfile)
        .contains("\nFROM flink:" + flink + "-")
        .contains("tocsin:" + version)
        .contains("\nARG VERSION=" + version + "-SNAPSHOT\n");
    assertThat(overlay("dev").ofKind("FlinkDeployment"))
        .extracting(each -> each.path("spec").path("image").asText())
        .containsOnly("tocsin:" + version);
  }

  @Test
  void aMisspeltFieldOfAPodIsFound() throws Exception {
    JsonNode resource = first("StatefulSet");
    ((ObjectNode) resource.at("/spec/template/spec")).put("enableServiceLink", false);

    assertThat(StrictModels.problems(List.of(resource)))
        .singleElement()
        .asString()
        .contains("enableServiceLink");
  }

  @Test
  void aMisspeltFieldOfACustomResourceIsFound() throws Exception {
    JsonNode resource = first("FlinkDeployment");
    ((ObjectNode) resource.at("/spec/job")).put("upgradeMod", "savepoint");

    assertThat(OperatorSchemas.load().problems(List.of(resource)))
        .singleElement()
        .asString()
        .contains("upgradeMod");
  }

  @Test
  void anUnknownOptionAndAWrongValueAreFound() throws Exception {
    JsonNode resource = first("FlinkDeployment");
    ((ObjectNode) resource.at("/spec/flinkConfiguration"))
        .put("execution.checkpointing.folder", "s3://a/b")
        .put("execution.checkpointing.timeout", "soon");

    assertThat(new FlinkOptions().problems(List.of(resource)))
        .containsExactlyInAnyOrder(
            "FlinkDeployment tocsin-alerting: Flink has no option execution.checkpointing.folder",
            "FlinkDeployment tocsin-alerting: Flink does not take 'soon' for execution.checkpointing.timeout");
  }

  @Test
  void whatRefersToNothingIsFound() throws Exception {
    Manifests dev = overlay("dev");
    List<JsonNode> without =
        dev.resources().stream()
            .filter(each -> !Manifests.label(each).equals("Secret tocsin-receivers"))
            .filter(each -> !Manifests.label(each).equals("ServiceAccount tocsin"))
            .filter(each -> !Manifests.label(each).equals("Service kafka"))
            .toList();
    Manifests broken = new Manifests(without, List.of());

    assertThat(References.problems(broken))
        .contains(
            "FlinkDeployment tocsin-alerting taskmanager: no Secret tocsin-receivers",
            "RoleBinding tocsin: no ServiceAccount tocsin");
    assertThat(Installation.problems(broken))
        .contains(
            "FlinkDeployment tocsin-alerting jobmanager: no Service kafka with port 9092",
            "FlinkDeployment tocsin-alerting jobmanager: no file /etc/tocsin/secrets/receivers/slack-url");
  }

  @Test
  void aPortThatNobodyListensOnIsFound() throws Exception {
    JsonNode service = first("Service");
    ((ObjectNode) service.at("/spec/ports/0")).put("targetPort", "nobody");
    List<JsonNode> resources = new ArrayList<>(overlay("dev").resources());
    resources.removeIf(each -> Manifests.label(each).equals(Manifests.label(service)));
    resources.add(service);

    assertThat(References.problems(new Manifests(resources, List.of())))
        .singleElement()
        .asString()
        .endsWith("has no port nobody");
  }

  @Test
  void aMovingTagIsNoPin() {
    assertThat(List.of("kafka", "kafka:latest", "kafka:4", "quay.io/kafka:4.2"))
        .noneMatch(Hardening::isPinned);
    assertThat(List.of("kafka:4.2.1", "host:5000/prometheus:v3.5.0")).allMatch(Hardening::isPinned);
  }

  private static JsonNode first(String kind) throws IOException, InterruptedException {
    return overlay("dev").ofKind(kind).findFirst().orElseThrow().deepCopy();
  }
}
