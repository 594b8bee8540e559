package io.tocsin.receiver;

import io.tocsin.template.AlertNames;
import java.util.List;
import java.util.stream.Stream;

/** What the template of a webhook's body may name. */
public final class BodyNames {
  /** Any label of the alert has this before its name; one that it has not is empty. */
  public static final String LABELS = "labels.";

  /**
   * What every message can say; of its alerts the most important one speaks.
   *
   * <p>{@code status} is {@code firing}, {@code ended} or {@code withdrawn}; {@code alerts} has a
   * line for each alert, {@code count} says how many there are, {@code omitted} how many of them
   * are not in it; {@code dedup} is the same for all messages of a group.
   */
  public static final List<String> ALL =
      Stream.concat(
              Stream.of(
                  "status",
                  "title",
                  "summary",
                  "details",
                  "alerts",
                  "count",
                  "omitted",
                  "dedup",
                  "severity",
                  "priority",
                  "source",
                  "group",
                  "discover",
                  "runbook",
                  "links",
                  "silence",
                  "secret"),
              AlertNames.ALL.stream())
          .toList();

  private BodyNames() {}

  /** Whether a template may name it. */
  static boolean isKnown(String name) {
    return ALL.contains(name) || name.startsWith(LABELS) && name.length() > LABELS.length();
  }
}
