package io.tocsin.receiver;

import io.tocsin.alert.Alert;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everybody who can be told of an alert, and who is told of which. */
public final class Receivers {
  /** Nobody. */
  public static final Receivers NONE = new Receivers(Map.of(), List.of(), null);

  private final Map<String, Receiver> byName;
  private final List<Route> routes;
  private final @Nullable String otherwise;

  Receivers(Map<String, Receiver> byName, List<Route> routes, @Nullable String otherwise) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    this.routes = List.copyOf(routes);
    this.otherwise = otherwise;
  }

  /** All of them, in the file's order. */
  public Collection<Receiver> all() {
    return byName.values();
  }

  /** All names, in the file's order. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** The receiver of this name, or null. */
  public @Nullable Receiver get(String name) {
    return byName.get(name);
  }

  /**
   * The names of those who are told of an alert: those that its rule names, or else of the first
   * route that matches, or else the default. The default also stands in for a receiver that a rule
   * names but that does not exist, for an alert must not be lost to a typing error.
   */
  public Set<String> of(Alert alert) {
    List<String> named = alert.facts().receivers();
    if (named == null) {
      named = routed(alert);
    }
    Set<String> told = new LinkedHashSet<>();
    for (String name : named) {
      String receiver = byName.containsKey(name) ? name : otherwise;
      if (receiver != null) {
        told.add(receiver);
      }
    }
    return told;
  }

  private List<String> routed(Alert alert) {
    for (Route route : routes) {
      if (route.matches(alert)) {
        return route.receivers();
      }
    }
    return otherwise == null ? List.of() : List.of(otherwise);
  }

  /**
   * The labels that an alert shares with all of its group at a receiver. A label that the alert
   * does not have is left out.
   */
  public static Map<String, String> groupLabels(Alert alert, Grouping grouping) {
    if (grouping.by().contains(Grouping.ALL_LABELS)) {
      return AlertLabels.of(alert);
    }
    Map<String, String> labels = new TreeMap<>();
    for (String name : grouping.by()) {
      String value = AlertLabels.value(alert, name);
      if (value != null) {
        labels.put(name, value);
      }
    }
    return labels;
  }
}
