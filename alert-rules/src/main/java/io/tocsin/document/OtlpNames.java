package io.tocsin.document;

import java.util.Map;

/**
 * What ECS calls the attributes of OpenTelemetry's semantic conventions. Most have the same name in
 * both; these do not.
 *
 * @see <a href="https://www.elastic.co/guide/en/ecs/current/ecs-otel-alignment-overview.html">ECS
 *     and OTel alignment</a>
 */
final class OtlpNames {
  private static final String KUBERNETES = "k8s.";

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("exception.type", "error.type"),
          Map.entry("exception.message", "error.message"),
          Map.entry("exception.stacktrace", "error.stack_trace"),
          Map.entry("service.instance.id", "service.node.name"),
          Map.entry("deployment.environment", "service.environment"),
          Map.entry("deployment.environment.name", "service.environment"),
          Map.entry("k8s.namespace.name", "kubernetes.namespace"),
          Map.entry("thread.name", "process.thread.name"),
          Map.entry("thread.id", "process.thread.id"),
          Map.entry("code.function", "log.origin.function"),
          Map.entry("code.function.name", "log.origin.function"),
          Map.entry("code.filepath", "log.origin.file.name"),
          Map.entry("code.file.path", "log.origin.file.name"),
          Map.entry("code.lineno", "log.origin.file.line"),
          Map.entry("code.line.number", "log.origin.file.line"),
          Map.entry("http.method", "http.request.method"),
          Map.entry("http.status_code", "http.response.status_code"),
          Map.entry("http.url", "url.original"),
          Map.entry("http.target", "url.original"));

  private OtlpNames() {}

  /** The ECS name of an attribute. */
  static String ecs(String attribute) {
    String known = NAMES.get(attribute);
    if (known != null) {
      return known;
    }
    return attribute.startsWith(KUBERNETES)
        ? "kubernetes." + attribute.substring(KUBERNETES.length())
        : attribute;
  }
}
