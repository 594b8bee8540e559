package io.tocsin.rule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as its file says it, defaults filled in.
 *
 * @param description one sentence; empty if there is none
 * @param where the filter as canonical KQL; empty for every log
 * @param unit the unit of the value: the symbol of one, or {@link #RATIO}; null for a plain number
 * @param receivers the names under {@code notify}; null to go by the routes, empty for nobody
 * @param shadow whether it is evaluated and recorded, but sent to nobody
 * @param active in which slots an alert may start
 * @param rollup whether what is counted for it is published, slot by slot
 */
public record Rule(
    String name,
    String description,
    String where,
    @Nullable String unit,
    Map<String, String> labels,
    Map<String, String> annotations,
    @Nullable List<String> receivers,
    boolean shadow,
    ActiveTimes active,
    boolean rollup) {

  /**
   * The unit of a share that the rule compares with a percentage: 0.05 of it is read as 5 %. (Such
   * as {@code %} are fields whose own numbers are percentages: 5 of it is read as 5 %.)
   */
  public static final String RATIO = "ratio";

  /** The same rule under another name. */
  Rule named(String other) {
    return new Rule(
        other, description, where, unit, labels, annotations, receivers, shadow, active, rollup);
  }

  /** Tells in which slots an alert may start. */
  @FunctionalInterface
  public interface ActiveTimes {
    /**
     * Whether an alert may start in this slot.
     *
     * @param slotMillis its start, in milliseconds since the epoch
     */
    boolean mayStartIn(long slotMillis);
  }
}
