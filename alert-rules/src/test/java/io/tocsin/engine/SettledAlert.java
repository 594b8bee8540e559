package io.tocsin.engine;

import io.tocsin.alert.Alert;
import io.tocsin.alert.EndReason;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must be the same of an alert, whoever evaluates the logs and in whatever order. */
record SettledAlert(
    String rule,
    Map<String, String> group,
    long startsAt,
    long firedAt,
    @Nullable Long resolvedAt,
    @Nullable EndReason reason,
    @Nullable String level,
    @Nullable Double value,
    @Nullable Double peak,
    long logs)
    implements Comparable<SettledAlert> {

  static SettledAlert of(Alert alert) {
    return new SettledAlert(
        alert.rule(),
        alert.group(),
        alert.startsAt(),
        alert.firedAt(),
        alert.resolvedAt(),
        alert.reason(),
        alert.level(),
        alert.value(),
        alert.peak(),
        alert.logs());
  }

  @Override
  public int compareTo(SettledAlert other) {
    return toString().compareTo(other.toString());
  }
}
