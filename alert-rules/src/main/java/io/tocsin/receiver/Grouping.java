package io.tocsin.receiver;

import java.time.Duration;
import java.util.List;

/**
 * Which alerts are told of in one message, and how often.
 *
 * @param by labels; alerts that agree in all of them are one group. {@link #ALL_LABELS} alone: each
 *     label set is a group. Empty: everything is one group
 * @param groupWait how long news waits for company before it is sent
 * @param groupInterval the least time between two messages of a group
 * @param repeatInterval how long until a group that still fires, without news, is told of again
 */
public record Grouping(
    List<String> by, Duration groupWait, Duration groupInterval, Duration repeatInterval) {
  /** Stands for every label. */
  public static final String ALL_LABELS = "...";

  /** One group a rule. */
  public static final Grouping DEFAULT =
      new Grouping(
          List.of("alertname"), Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofHours(4));

  /** One group an alert. */
  public static final Grouping EACH_ALONE =
      new Grouping(
          List.of(ALL_LABELS),
          DEFAULT.groupWait(),
          DEFAULT.groupInterval(),
          DEFAULT.repeatInterval());

  /**
   * For an Alertmanager, which groups by itself: all that there is to say, at once, each minute.
   */
  public static final Grouping ALERTMANAGER =
      new Grouping(List.of(), Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));

  /** Copies the list. */
  public Grouping {
    by = List.copyOf(by);
  }
}
