package io.tocsin.incident;

/**
 * Something that befell the engine.
 *
 * @param subject what it befell: a rule's name, a file's path
 * @param logs how many logs it concerns; 0 if it is not about logs
 * @param message what to tell whoever is called
 */
public record Incident(Kind kind, String subject, long logs, String message) {

  /** What can befall it; each is a rule of its own, named {@code tocsin/…}. */
  public enum Kind {
    /** Logs were later than a rule's {@code late}. */
    LATE_LOGS_DROPPED("late-logs-dropped"),
    /** A rule has more groups than it may. */
    GROUP_LIMIT("group-limit"),
    /** A rule file was refused, or none can be read. */
    RULES_REJECTED("rules-rejected"),
    /** A rule cannot be evaluated, which is a mistake of the engine. */
    RULE_FAILED("rule-failed");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As the rules of the engine know it. */
    String text() {
      return text;
    }
  }
}
