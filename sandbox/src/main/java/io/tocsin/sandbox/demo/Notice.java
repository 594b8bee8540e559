package io.tocsin.sandbox.demo;

import java.util.Map;

/**
 * One alert of a webhook's body.
 *
 * @param firing whether it fires; otherwise it is over
 * @param labels with the rule's name as {@code alertname}
 * @param annotations what the message says: {@code value}, {@code window}, {@code sample} and
 *     others
 * @param fingerprint the same for all that is said of one rule and group
 * @param startsAt as it was written
 */
record Notice(
    boolean firing,
    Map<String, String> labels,
    Map<String, String> annotations,
    String fingerprint,
    String startsAt) {

  String rule() {
    return labels.getOrDefault("alertname", "?");
  }

  String annotation(String name) {
    return annotations.getOrDefault(name, "");
  }
}
