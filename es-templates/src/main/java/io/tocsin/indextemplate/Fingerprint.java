package io.tocsin.indextemplate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hash of what a template says, the same before it is sent and after it is fetched.
 *
 * <p>Elasticsearch spells settings anew: nested under {@code index}, every value a string; and it
 * adds defaults to the parts that it knows. So only the parts that we set are hashed, by leaf, with
 * dotted paths in order.
 */
final class Fingerprint {
  private Fingerprint() {}

  /** 16 hex digits. */
  static String of(JsonNode body) {
    Map<String, String> leaves = new TreeMap<>();
    collect("patterns", body.path("index_patterns"), leaves);
    collect("priority", body.path("priority"), leaves);
    collect("composed_of", body.path("composed_of"), leaves);
    JsonNode template = body.path("template");
    collect("retention", template.path("lifecycle").path("data_retention"), leaves);
    collect("mappings", template.path("mappings"), leaves);
    Map<String, String> settings = new TreeMap<>();
    collect("", template.path("settings"), settings);
    settings.forEach((path, value) -> leaves.put("settings" + withoutIndex(path), value));
    return hash(leaves);
  }

  private static String withoutIndex(String path) {
    return path.startsWith(".index.") ? path.substring(".index".length()) : path;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.properties().forEach(e -> collect(path + '.' + e.getKey(), e.getValue(), leaves));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + '.' + i, node.get(i), leaves);
      }
    } else if (!node.isMissingNode()) {
      leaves.put(path, node.asText());
    }
  }

  private static String hash(Map<String, String> leaves) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      leaves.forEach(
          (path, value) -> {
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(value.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
