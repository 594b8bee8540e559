package io.tocsin.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.k8s.Pods.Pod;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a cluster's administrators ask of pods. */
final class Hardening {
  /** A version that says a release: not a branch, not {@code latest}. */
  private static final Pattern PINNED =
      Pattern.compile(".+:(v?\\d+\\.\\d+\\.\\d+.*|RELEASE\\.\\d{4}-.*)|.+@sha256:[0-9a-f]{64}");

  private Hardening() {}

  /** Images whose version is left open. */
  static List<String> unpinned(Manifests manifests) {
    List<String> images = new ArrayList<>();
    manifests.resources().forEach(each -> images.addAll(each.findValuesAsText("image")));
    return images.stream().filter(image -> !isPinned(image)).toList();
  }

  static boolean isPinned(String image) {
    return PINNED.matcher(image).matches();
  }

  /** Pods that run as root. */
  static List<String> asRoot(Manifests manifests) {
    return Pods.of(manifests).stream()
        .filter(pod -> !pod.spec().path("securityContext").path("runAsNonRoot").asBoolean())
        .map(Pod::owner)
        .toList();
  }

  /** Containers of our own pods that may do more than they need. */
  static List<String> unlocked(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (Pod pod : Pods.of(manifests)) {
      if (pod.labels().containsKey("app.kubernetes.io/part-of")) {
        pod.containers()
            .filter(container -> !isLocked(container.path("securityContext")))
            .forEach(
                container -> problems.add(pod.owner() + " " + container.path("name").asText()));
      }
    }
    return problems;
  }

  private static boolean isLocked(JsonNode context) {
    return context.path("readOnlyRootFilesystem").asBoolean()
        && !context.path("allowPrivilegeEscalation").asBoolean(true)
        && context.at("/capabilities/drop/0").asText().equals("ALL");
  }
}
