package io.tocsin.template;

import java.util.List;

/** What a template may name of every alert, whatever its rule. */
public final class AlertNames {
  /** The names, in the order in which they are documented. */
  public static final List<String> ALL =
      List.of(
          "rule",
          "description",
          "value",
          "threshold",
          "peak",
          "logs",
          "level",
          "window",
          "since",
          "ended",
          "reason",
          "condition",
          "sample");

  private AlertNames() {}
}
