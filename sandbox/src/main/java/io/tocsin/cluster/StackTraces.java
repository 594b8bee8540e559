package io.tocsin.cluster;

/** Stack traces in text, as Flink's REST API gives them. */
final class StackTraces {

  private static final String CAUSE = "Caused by: ";

  private StackTraces() {}

  /** The innermost cause: its class without the package, and its message's first line. */
  static String rootCause(String trace) {
    int cause = trace.lastIndexOf(CAUSE);
    String rest = cause < 0 ? trace : trace.substring(cause + CAUSE.length());
    String line = rest.strip().lines().findFirst().orElse("no reason given");
    int colon = line.indexOf(':');
    String type = colon < 0 ? line : line.substring(0, colon);
    return type.contains(" ") ? line : line.substring(type.lastIndexOf('.') + 1);
  }
}
