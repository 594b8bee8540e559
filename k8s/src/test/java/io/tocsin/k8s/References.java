package io.tocsin.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.k8s.Pods.Pod;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether what a resource refers to is there: other resources, their keys, ports, volumes. */
final class References {
  private final Manifests manifests;
  private final List<Pod> pods;
  private final List<String> problems = new ArrayList<>();

  private References(Manifests manifests) {
    this.manifests = manifests;
    this.pods = Pods.of(manifests);
  }

  /** What refers to nothing. */
  static List<String> problems(Manifests manifests) {
    References references = new References(manifests);
    references.pods.forEach(references::pod);
    manifests.resources().forEach(references::resource);
    return references.problems;
  }

  private void pod(Pod pod) {
    exists(pod.owner(), "ServiceAccount", pod.spec().path("serviceAccountName"));
    Set<String> volumes = new HashSet<>();
    for (JsonNode volume : pod.spec().path("volumes")) {
      volumes.add(volume.path("name").asText());
      exists(pod.owner(), "ConfigMap", volume.path("configMap").path("name"));
      exists(pod.owner(), "Secret", volume.path("secret").path("secretName"));
    }
    pod.containers().forEach(container -> container(pod, container, volumes));
  }

  private void container(Pod pod, JsonNode container, Set<String> volumes) {
    for (JsonNode mount : container.path("volumeMounts")) {
      if (!volumes.contains(mount.path("name").asText())) {
        problems.add(pod.owner() + ": no volume " + mount.path("name").asText());
      } else if (mount.has("subPath") && MountedFile.find(manifests, pod, mount).isEmpty()) {
        problems.add(pod.owner() + ": no key " + mount.path("subPath").asText());
      }
    }
    for (JsonNode variable : container.path("env")) {
      JsonNode from = variable.path("valueFrom");
      key(pod.owner(), "Secret", from.path("secretKeyRef"));
      key(pod.owner(), "ConfigMap", from.path("configMapKeyRef"));
    }
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      for (String kind : List.of("httpGet", "tcpSocket")) {
        port(pod.owner() + " " + probe, container.path(probe).path(kind).path("port"), pod);
      }
    }
  }

  private void resource(JsonNode resource) {
    String label = Manifests.label(resource);
    JsonNode spec = resource.path("spec");
    switch (Manifests.kind(resource)) {
      case "Service" -> {
        for (Pod pod : selected(label, spec.path("selector"))) {
          for (JsonNode port : spec.path("ports")) {
            port(label, port.path("targetPort"), pod);
          }
        }
      }
      case "PodDisruptionBudget" -> {
        var unused = selected(label, spec.path("selector").path("matchLabels"));
      }
      case "NetworkPolicy" -> networkPolicy(label, spec);
      case "FlinkDeployment" -> exists(label, "ServiceAccount", spec.path("serviceAccount"));
      case "FlinkSessionJob" -> exists(label, "FlinkDeployment", spec.path("deploymentName"));
      case "RoleBinding" -> {
        exists(label, "Role", resource.path("roleRef").path("name"));
        resource
            .path("subjects")
            .forEach(subject -> exists(label, "ServiceAccount", subject.path("name")));
      }
      default -> {
        // Refers to nothing but by its pods.
      }
    }
  }

  /** A port that is let in must be one on which some selected pod listens. */
  private void networkPolicy(String label, JsonNode spec) {
    List<Pod> selected = selected(label, spec.path("podSelector").path("matchLabels"));
    for (JsonNode rule : spec.path("ingress")) {
      for (JsonNode port : rule.path("ports")) {
        String wanted = port.path("port").asText();
        if (selected.stream().noneMatch(pod -> pod.ports().contains(wanted))) {
          problems.add(label + ": no selected pod has port " + wanted);
        }
      }
    }
  }

  private List<Pod> selected(String label, JsonNode matchLabels) {
    List<Pod> selected = pods.stream().filter(pod -> pod.hasAll(matchLabels)).toList();
    if (selected.isEmpty()) {
      problems.add(label + ": selects no pod");
    }
    return selected;
  }

  private void port(String label, JsonNode port, Pod pod) {
    if (!port.isMissingNode() && !pod.ports().contains(port.asText())) {
      problems.add(label + ": " + pod.owner() + " has no port " + port.asText());
    }
  }

  private void exists(String label, String kind, JsonNode name) {
    if (!name.isMissingNode() && manifests.find(kind, name.asText()).isEmpty()) {
      problems.add(label + ": no " + kind + " " + name.asText());
    }
  }

  private void key(String label, String kind, JsonNode reference) {
    if (reference.isMissingNode()) {
      return;
    }
    String name = reference.path("name").asText();
    String key = reference.path("key").asText();
    Optional<List<String>> keys = manifests.keys(kind, name);
    if (keys.isEmpty() || Stream.of(key).noneMatch(keys.get()::contains)) {
      problems.add("%s: no key %s in %s %s".formatted(label, key, kind, name));
    }
  }
}
