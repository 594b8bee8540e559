package io.tocsin.document;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The one spelling of {@code log.level}: TRACE, DEBUG, INFO, WARN, ERROR, FATAL, as OpenTelemetry
 * names them. A level that is none of these under any known name is written in capitals.
 */
final class LogLevel {
  private static final int LONGEST_NAME = 32;

  /** Syslog's severities, by number (RFC 5424). */
  private static final List<String> SYSLOG =
      List.of("FATAL", "FATAL", "FATAL", "ERROR", "WARN", "INFO", "INFO", "DEBUG");

  private static final Map<String, String> NAMES = names();

  private LogLevel() {}

  /**
   * The level that this value means.
   *
   * @param text its text; a number is a severity of syslog (0 to 7) or a level of pino and bunyan
   *     (10, 20 … 60)
   */
  static String of(String text) {
    String level = text.strip();
    if (level.length() > LONGEST_NAME) {
      return text;
    }
    String known = NAMES.get(level.toLowerCase(Locale.ROOT));
    return known == null ? level.toUpperCase(Locale.ROOT) : known;
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    put(names, "TRACE", "trace", "finest", "finer", "10");
    put(names, "DEBUG", "debug", "dbg", "fine", "verbose", "20");
    put(names, "INFO", "info", "information", "informational", "notice", "30");
    put(names, "WARN", "warn", "warning", "40");
    put(names, "ERROR", "error", "err", "severe", "50");
    put(names, "FATAL", "fatal", "crit", "critical", "alert", "emerg", "emergency", "panic", "60");
    for (int severity = 0; severity < SYSLOG.size(); severity++) {
      names.put(Integer.toString(severity), SYSLOG.get(severity));
    }
    return Map.copyOf(names);
  }

  private static void put(Map<String, String> names, String level, String... spellings) {
    for (String spelling : spellings) {
      names.put(spelling, level);
    }
  }
}
