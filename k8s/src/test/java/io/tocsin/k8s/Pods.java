package io.tocsin.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The pods that resources give rise to. */
final class Pods {
  /** Those that the operator and Flink themselves declare: REST, RPC and blobs; RPC and data. */
  private static final Set<String> JOB_MANAGER_PORTS = Set.of("8081", "6123", "6124");

  private static final Set<String> TASK_MANAGER_PORTS = Set.of("6122", "6121");

  private Pods() {}

  /**
   * A pod.
   *
   * @param owner the resource that it comes from, as a message names it
   * @param spec as Kubernetes takes it
   * @param ports names and numbers on which it listens
   */
  record Pod(String owner, Map<String, String> labels, JsonNode spec, Set<String> ports) {
    Stream<JsonNode> containers() {
      return Stream.of("initContainers", "containers")
          .flatMap(part -> StreamSupport.stream(spec.path(part).spliterator(), false));
    }

    /** Whether a selector's {@code matchLabels} select it. */
    boolean hasAll(JsonNode wanted) {
      return wanted.properties().stream()
          .allMatch(each -> each.getValue().asText().equals(labels.get(each.getKey())));
    }
  }

  static List<Pod> of(Manifests manifests) {
    return manifests.resources().stream().flatMap(Pods::of).toList();
  }

  private static Stream<Pod> of(JsonNode resource) {
    return switch (Manifests.kind(resource)) {
      case "Deployment", "StatefulSet", "Job" -> {
        JsonNode template = resource.path("spec").path("template");
        yield Stream.of(pod(Manifests.label(resource), template, Map.of(), Set.of()));
      }
      case "CronJob" -> {
        JsonNode template = resource.at("/spec/jobTemplate/spec/template");
        yield Stream.of(pod(Manifests.label(resource), template, Map.of(), Set.of()));
      }
      case "FlinkDeployment" ->
          Stream.of(
              flinkPod(resource, "jobManager", JOB_MANAGER_PORTS),
              flinkPod(resource, "taskManager", TASK_MANAGER_PORTS));
      default -> Stream.empty();
    };
  }

  /** The operator lays the template of the part over the common one. */
  private static Pod flinkPod(JsonNode deployment, String part, Set<String> ports) {
    JsonNode spec = deployment.path("spec");
    ObjectNode template = spec.path("podTemplate").deepCopy();
    merge(template, spec.path(part).path("podTemplate"));
    String component = part.toLowerCase(Locale.ROOT);
    Map<String, String> labels = Map.of("app", Manifests.name(deployment), "component", component);
    String owner = Manifests.label(deployment) + " " + component;
    return pod(owner, template, labels, ports);
  }

  private static Pod pod(
      String owner, JsonNode template, Map<String, String> labels, Set<String> ports) {
    Map<String, String> allLabels = new TreeMap<>(labels);
    template
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(each -> allLabels.put(each.getKey(), each.getValue().asText()));
    Set<String> allPorts = new HashSet<>(ports);
    for (JsonNode container : template.path("spec").path("containers")) {
      for (JsonNode port : container.path("ports")) {
        allPorts.add(port.path("name").asText());
        allPorts.add(port.path("containerPort").asText());
      }
    }
    return new Pod(owner, allLabels, template.path("spec"), allPorts);
  }

  /** Objects by key, arrays by position, as the operator does. */
  private static void merge(ObjectNode under, JsonNode over) {
    for (Map.Entry<String, JsonNode> entry : over.properties()) {
      JsonNode below = under.get(entry.getKey());
      if (below instanceof ObjectNode object && entry.getValue().isObject()) {
        merge(object, entry.getValue());
      } else if (below instanceof ArrayNode array && entry.getValue().isArray()) {
        merge(array, entry.getValue());
      } else {
        under.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private static void merge(ArrayNode under, JsonNode over) {
    List<JsonNode> merged = new ArrayList<>();
    for (int i = 0; i < Math.max(under.size(), over.size()); i++) {
      JsonNode below = under.get(i);
      JsonNode above = over.get(i);
      if (below instanceof ObjectNode object && above != null && above.isObject()) {
        merge(object, above);
        merged.add(object);
      } else {
        merged.add(above == null ? below : above);
      }
    }
    under.removeAll().addAll(merged);
  }
}
