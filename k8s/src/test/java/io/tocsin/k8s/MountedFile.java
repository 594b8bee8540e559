package io.tocsin.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.k8s.Pods.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A file of a pod that a ConfigMap or a Secret brings.
 *
 * @param kind {@code ConfigMap} or {@code Secret}
 * @param name of that resource
 * @param key the file; empty for the directory as a whole
 */
record MountedFile(String kind, String name, String key) {

  /** What stands at a path in a pod's containers; empty if nothing that we know does. */
  static Optional<MountedFile> at(Manifests manifests, Pod pod, String path) {
    return pod.containers()
        .flatMap(
            container -> StreamSupport.stream(container.path("volumeMounts").spliterator(), false))
        .filter(mount -> isBelow(path, mount.path("mountPath").asText()))
        .max(Comparator.comparing(mount -> mount.path("mountPath").asText().length()))
        .flatMap(mount -> file(manifests, pod, mount, path));
  }

  /** What a mount with a {@code subPath} brings. */
  static Optional<MountedFile> find(Manifests manifests, Pod pod, JsonNode mount) {
    String path = mount.path("mountPath").asText() + "/" + mount.path("subPath").asText();
    return file(manifests, pod, mount, path);
  }

  private static boolean isBelow(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }

  private static Optional<MountedFile> file(
      Manifests manifests, Pod pod, JsonNode mount, String path) {
    String folder = mount.path("mountPath").asText();
    String key = path.equals(folder) ? "" : path.substring(folder.length() + 1);
    for (JsonNode volume : pod.spec().path("volumes")) {
      if (volume.path("name").equals(mount.path("name"))) {
        return volume.has("secret")
            ? present(manifests, "Secret", volume.path("secret").path("secretName"), key)
            : present(manifests, "ConfigMap", volume.path("configMap").path("name"), key);
      }
    }
    return Optional.empty();
  }

  private static Optional<MountedFile> present(
      Manifests manifests, String kind, JsonNode name, String key) {
    return manifests
        .keys(kind, name.asText())
        .filter(keys -> key.isEmpty() || keys.contains(key))
        .map(keys -> new MountedFile(kind, name.asText(), key));
  }

  /** What the file holds. */
  String text(Manifests manifests) {
    JsonNode resource = manifests.find(kind, name).orElseThrow();
    for (String part : List.of("data", "stringData")) {
      JsonNode value = resource.path(part).path(key);
      if (value.isTextual()) {
        boolean encoded = kind.equals("Secret") && part.equals("data");
        return encoded
            ? new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8)
            : value.asText();
      }
    }
    throw new IllegalStateException("no " + key + " in " + kind + " " + name);
  }
}
