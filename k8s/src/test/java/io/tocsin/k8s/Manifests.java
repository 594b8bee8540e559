package io.tocsin.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The resources of an overlay.
 *
 * @param resources as they would be applied
 * @param provided Secrets that are made by other means, as the overlay's example shows them
 */
record Manifests(List<JsonNode> resources, List<JsonNode> provided) {
  private static final Pattern KUSTOMIZE_5 =
      Pattern.compile("(?m)^kustomizeVersion: v([5-9]|\\d\\d)\\.");

  /**
   * Builds an overlay as a user does; where there is no kubectl the test is skipped and says so.
   */
  static Manifests build(String overlay) throws IOException, InterruptedException {
    return build(Path.of("overlays", overlay));
  }

  /** Builds the overlay in a directory. */
  static Manifests build(Path directory) throws IOException, InterruptedException {
    Path example = directory.resolve("secrets.example.yaml");
    return new Manifests(
        Yaml.documents(kustomize(directory)),
        Files.exists(example) ? Yaml.documents(Files.readString(example)) : List.of());
  }

  private static String kustomize(Path directory) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Programs.onPath("kubectl"), "skipped: no kubectl on the PATH; 1.27 or later will do");
    String version = Programs.run("kubectl", "version", "--client", "--output=yaml");
    Assumptions.assumeTrue(
        KUSTOMIZE_5.matcher(version).find(),
        "skipped: kubectl is too old, its kustomize knows no components; 1.27 or later will do");
    return Programs.run("kubectl", "kustomize", directory.toString());
  }

  /** The resources of a kind. */
  Stream<JsonNode> ofKind(String kind) {
    return resources.stream().filter(each -> kind(each).equals(kind));
  }

  /** The one resource of a kind and name. */
  Optional<JsonNode> find(String kind, String name) {
    return Stream.concat(resources.stream(), provided.stream())
        .filter(each -> kind(each).equals(kind) && name(each).equals(name))
        .findFirst();
  }

  /** The keys that a ConfigMap or Secret has; empty if there is no such resource. */
  Optional<List<String>> keys(String kind, String name) {
    return find(kind, name)
        .map(
            found -> {
              List<String> keys = new ArrayList<>();
              for (String part : List.of("data", "stringData", "binaryData")) {
                found.path(part).fieldNames().forEachRemaining(keys::add);
              }
              return keys;
            });
  }

  static String kind(JsonNode resource) {
    return resource.path("kind").asText();
  }

  static String name(JsonNode resource) {
    return resource.path("metadata").path("name").asText();
  }

  /** A resource as a message names it. */
  static String label(JsonNode resource) {
    return kind(resource) + " " + name(resource);
  }
}
