package io.tocsin.notify;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something is wrong with the engine, and an alert of its own is to say so for as long as it is.
 *
 * @param rule the name by which the alert goes
 * @param subject what it is about, such as a topic; null for the engine as a whole
 * @param since since when, in milliseconds since the epoch
 * @param what one or two sentences for whoever is called
 * @param severity the label
 * @param condition when it is raised, in words
 * @param window how long it has to be so
 */
record Trouble(
    String rule,
    @Nullable String subject,
    long since,
    String what,
    String severity,
    String condition,
    Duration window) {

  /** As the subjects of incidents are called. */
  static final String SUBJECT = "tocsin.subject";

  /** The group of the alert. */
  Map<String, String> group() {
    return subject == null ? Map.of() : Map.of(SUBJECT, subject);
  }
}
