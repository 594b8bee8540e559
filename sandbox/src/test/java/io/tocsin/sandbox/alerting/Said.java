package io.tocsin.sandbox.alerting;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord;
import io.tocsin.alert.Transition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What records of alerts come to. */
final class Said {
  private Said() {}

  /** The names of their rules. */
  static Set<String> rules(List<AlertRecord> records) {
    return records.stream().map(record -> record.alert().rule()).collect(Collectors.toSet());
  }

  /** Those that say that an alert fires. */
  static List<AlertRecord> fired(List<AlertRecord> said) {
    return said.stream().filter(record -> record.transition() == Transition.FIRED).toList();
  }

  /** The alerts that have ended for good. */
  static List<Alert> settled(List<AlertRecord> said) {
    return said.stream()
        .filter(record -> record.transition() == Transition.SETTLED)
        .map(AlertRecord::alert)
        .filter(alert -> alert.state() == Alert.State.ENDED)
        .toList();
  }

  /** The alerts of a rule. */
  static List<Alert> of(List<AlertRecord> records, String rule) {
    return records.stream()
        .map(AlertRecord::alert)
        .filter(alert -> alert.rule().equals(rule))
        .toList();
  }
}
