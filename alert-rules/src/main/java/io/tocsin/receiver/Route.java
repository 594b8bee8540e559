package io.tocsin.receiver;

import io.tocsin.alert.Alert;
import java.util.List;
import java.util.Map;

/**
 * Alerts with these labels go to these receivers.
 *
 * @param match label names, in either spelling, with the value that each must have
 * @param receivers their names
 */
public record Route(Map<String, String> match, List<String> receivers) {

  /** Copies both. */
  public Route {
    match = Map.copyOf(match);
    receivers = List.copyOf(receivers);
  }

  /** Whether the alert has all of the labels. */
  boolean matches(Alert alert) {
    return match.entrySet().stream()
        .allMatch(wanted -> wanted.getValue().equals(AlertLabels.value(alert, wanted.getKey())));
  }
}
