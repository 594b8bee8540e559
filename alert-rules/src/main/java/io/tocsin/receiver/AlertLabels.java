package io.tocsin.receiver;

import io.tocsin.alert.Alert;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels that an alert has for the outside world: those of its rule, its group's fields, and
 * its rule's name as {@code alertname}. Alertmanager knows alerts by their labels, so nothing that
 * changes in an alert's life is among them: the level is not.
 */
public final class AlertLabels {
  /** The label of the rule's name, as in Prometheus. */
  public static final String NAME = "alertname";

  private static final String LEVEL = "level";

  private AlertLabels() {}

  /** All labels, sorted; names as the fields are named, with dots. */
  public static TreeMap<String, String> of(Alert alert) {
    TreeMap<String, String> labels = new TreeMap<>(alert.facts().labels());
    labels.putAll(alert.group());
    labels.put(NAME, alert.rule());
    return labels;
  }

  /** The name with what Prometheus does not allow in a label's name as {@code _}. */
  public static String prometheusName(String name) {
    String plain = name.replaceAll("[^a-zA-Z0-9_]", "_");
    return !plain.isEmpty() && Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }

  /**
   * The value of a label that may be spelt as the field ({@code service.name}) or as Prometheus
   * would ({@code service_name}); {@code level} is the alert's level. Null if it has none.
   */
  public static @Nullable String value(Alert alert, String name) {
    Map<String, String> labels = of(alert);
    String exact = labels.get(name);
    if (exact != null) {
      return exact;
    }
    if (name.equals(LEVEL)) {
      return alert.level();
    }
    for (Map.Entry<String, String> label : labels.entrySet()) {
      if (prometheusName(label.getKey()).equals(name)) {
        return label.getValue();
      }
    }
    return null;
  }
}
