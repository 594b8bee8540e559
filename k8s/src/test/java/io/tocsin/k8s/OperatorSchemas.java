package io.tocsin.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The operator's CustomResourceDefinitions. A field that a schema does not name is an error here,
 * while Kubernetes would drop it without a word.
 */
final class OperatorSchemas {
  private static final String UNKNOWN_KEPT = "x-kubernetes-preserve-unknown-fields";

  private final Map<String, JsonNode> byKind;

  private OperatorSchemas(Map<String, JsonNode> byKind) {
    this.byKind = byKind;
  }

  /**
   * Those of the folder that the system property {@code tocsin.crds}, or else the environment
   * variable {@code TOCSIN_CRDS}, names, or of {@code shared/crds} beside the source tree; where
   * there is none the test is skipped and says so.
   */
  static OperatorSchemas load() throws IOException {
    Path folder = folder();
    Assumptions.assumeTrue(
        Files.isDirectory(folder),
        "skipped: no folder " + folder + " with the operator's CRDs; name one with TOCSIN_CRDS");
    Map<String, JsonNode> schemas = new HashMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
      for (Path file : files) {
        JsonNode spec = Yaml.document(Files.readString(file)).path("spec");
        JsonNode version = spec.path("versions").get(0);
        JsonNode schema = version.path("schema").path("openAPIV3Schema");
        close(schema);
        schemas.put(spec.path("names").path("kind").asText(), schema);
      }
    }
    return new OperatorSchemas(schemas);
  }

  private static Path folder() {
    @Nullable String named = System.getProperty("tocsin.crds", System.getenv("TOCSIN_CRDS"));
    return named == null
        ? Path.of("..", "..", "shared", "crds").toAbsolutePath().normalize()
        : Path.of(named);
  }

  /** Lets no object have properties beyond those that its schema names. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      boolean named = object.path("properties").isObject();
      boolean open = object.has("additionalProperties") || object.path(UNKNOWN_KEPT).asBoolean();
      if (named && !open) {
        object.put("additionalProperties", false);
      }
    }
    schema.forEach(OperatorSchemas::close);
  }

  /** The values that the operator takes for {@code flinkVersion}, oldest first. */
  List<String> flinkVersions() {
    List<String> versions = new ArrayList<>();
    Objects.requireNonNull(byKind.get("FlinkDeployment"), "no schema of FlinkDeployment")
        .at("/properties/spec/properties/flinkVersion/enum")
        .forEach(each -> versions.add(each.asText()));
    return versions;
  }

  /** What is wrong with the custom resources among these. */
  List<String> problems(List<JsonNode> resources) {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    List<String> problems = new ArrayList<>();
    for (JsonNode resource : resources) {
      if (!resource.path("apiVersion").asText().startsWith("flink.apache.org/")) {
        continue;
      }
      JsonNode schema = byKind.get(Manifests.kind(resource));
      if (schema == null) {
        problems.add(Manifests.label(resource) + ": no such kind");
        continue;
      }
      JsonNode body = ((ObjectNode) resource.deepCopy()).retain("spec");
      for (Error error : registry.getSchema(schema).validate(body)) {
        problems.add(Manifests.label(resource) + ": " + error);
      }
    }
    return problems;
  }
}
