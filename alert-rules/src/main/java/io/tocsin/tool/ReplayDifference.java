package io.tocsin.tool;

import io.tocsin.alert.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What other rules say otherwise of the same logs. An alert is the same one if its rule, its group
 * and its start are; it has changed if it fired or ended otherwise, or reached another level or
 * value.
 */
public final class ReplayDifference {

  /** What can become of an alert. */
  public enum Change {
    /** Only the new rules say it. */
    ADDED,
    /** Only the old rules said it. */
    REMOVED,
    /** Both say it, not alike. */
    CHANGED
  }

  /**
   * A difference.
   *
   * @param was as the old rules said it; null if they did not
   * @param is as the new rules say it; null if they do not
   */
  public record Entry(@Nullable Alert was, @Nullable Alert is) {

    /** What became of it. */
    public Change change() {
      if (was == null) {
        return Change.ADDED;
      }
      return is == null ? Change.REMOVED : Change.CHANGED;
    }

    /** As it is, or else as it was. */
    public Alert alert() {
      return Objects.requireNonNull(is == null ? was : is, "one of the two is there");
    }
  }

  private ReplayDifference() {}

  /** Every difference, ordered as alerts are: by start, rule and group. */
  public static List<Entry> between(List<Alert> before, List<Alert> after) {
    Map<String, Alert> old = new LinkedHashMap<>();
    before.forEach(alert -> old.put(alert.id(), alert));
    List<Entry> entries = new ArrayList<>();
    for (Alert alert : after) {
      Alert was = old.remove(alert.id());
      if (was == null || !said(was).equals(said(alert))) {
        entries.add(new Entry(was, alert));
      }
    }
    old.values().forEach(alert -> entries.add(new Entry(alert, null)));
    entries.sort(Comparator.comparing(Entry::alert, ReplayedRules.ORDER));
    return entries;
  }

  /** What a person would call another alert, labels and texts aside. */
  private static List<@Nullable Object> said(Alert alert) {
    List<@Nullable Object> said = new ArrayList<>();
    said.add(alert.state());
    said.add(alert.reason());
    said.add(alert.level());
    said.add(alert.firedAt());
    said.add(alert.resolvedAt());
    said.add(alert.value());
    said.add(alert.peak());
    return said;
  }
}
