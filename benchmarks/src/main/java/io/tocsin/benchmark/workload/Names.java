package io.tocsin.benchmark.workload;

import java.util.List;

/** What the logs of the workload name, and rules ask for. */
final class Names {
  static final int SERVICES = 50;
  static final int HOSTS = 200;

  static final List<String> LEVELS =
      List.of("INFO", "INFO", "INFO", "INFO", "INFO", "INFO", "DEBUG", "WARN", "WARN", "ERROR");

  static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "PUT", "DELETE");

  static final List<String> PATHS =
      List.of("/api/orders", "/api/carts", "/api/users", "/api/search", "/health", "/login");

  static final List<String> VERBS =
      List.of("accepted", "refused", "delayed", "completed", "retried", "dropped", "queued");

  static final List<String> OBJECTS =
      List.of("connection", "request", "payment", "message", "session", "upload", "transaction");

  static final List<String> REASONS =
      List.of("timeout", "quota", "backend", "peer", "certificate", "deadline", "shutdown");

  private Names() {}

  static String service(int number) {
    return "service-" + number;
  }

  static String host(int number) {
    return "host-" + number + ".example.net";
  }
}
