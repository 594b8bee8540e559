package io.tocsin.message;

import io.tocsin.alert.Alert;
import io.tocsin.receiver.AlertLabels;
import io.tocsin.silence.LabelMatcher;
import java.util.Map;

/** The command that silences an alert's rule and group, ready for a shell. */
final class SilenceCommand {
  private SilenceCommand() {}

  /** {@code tocsin silence add alertname=checkout-errors host.name=web-1 --for 2h --why ''}. */
  static String of(Alert alert) {
    StringBuilder command = new StringBuilder("tocsin silence add");
    add(command, LabelMatcher.equal(AlertLabels.NAME, alert.rule()));
    for (Map.Entry<String, String> field : alert.group().entrySet()) {
      add(command, LabelMatcher.equal(field.getKey(), field.getValue()));
    }
    return command.append(" --for 2h --why 'in hand'").toString();
  }

  private static void add(StringBuilder command, LabelMatcher matcher) {
    String text = matcher.toString();
    boolean plain = text.matches("[A-Za-z0-9_./:@+=-]+");
    command.append(' ').append(plain ? text : "'" + text.replace("'", "'\\''") + "'");
  }
}
