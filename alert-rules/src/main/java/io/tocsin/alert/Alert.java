package io.tocsin.alert;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert, whole. Times are the starts of slots, in milliseconds since the epoch.
 *
 * @param id a hash of {@code key} and {@code startsAt}: see {@link AlertIds}
 * @param key a hash of rule and group: what receivers thread and merge by
 * @param rule the rule's name
 * @param group the values of the fields in the rule's {@code by}, in that order; empty without
 * @param reason why it ended; null while it has not
 * @param level the highest level reached; null for a rule without levels
 * @param startsAt the slot in which the condition first held in an unbroken run
 * @param firedAt the slot in which it fired
 * @param resolvedAt the slot in which it ended; null while it has not
 * @param value the rule's value in the slot in which it fired; null if it had none
 * @param peak the most extreme value over the closed slots from firing to before the end; null if
 *     there was none
 * @param logs how many logs the rule selected while it fired, in closed slots
 * @param readings every comparison of the condition, as it stood in the slot in which it fired
 * @param samples log lines that show it, newest first, or of a percentile the slowest
 * @param top the commonest values of the fields in the rule's {@code top}
 * @param supersededBy the id of the alert that stands in for a retracted one; else null
 * @param facts what the rule says of itself
 */
public record Alert(
    String id,
    String key,
    String rule,
    Map<String, String> group,
    State state,
    @Nullable EndReason reason,
    @Nullable String level,
    long startsAt,
    long firedAt,
    @Nullable Long resolvedAt,
    @Nullable Double value,
    @Nullable Double peak,
    long logs,
    List<Reading> readings,
    List<Sample> samples,
    Map<String, List<Count>> top,
    @Nullable String supersededBy,
    RuleFacts facts) {

  /** Where an alert stands. */
  public enum State {
    /** The condition holds, or held and is not over. */
    FIRING,
    /** It is over; {@link Alert#reason} says why. */
    ENDED,
    /** It was said too early: logs that came late show that it never was. */
    RETRACTED
  }

  /**
   * One comparison of a condition.
   *
   * @param expression its left side, as in the rule
   * @param operator one of {@code > >= < <= == !=}
   * @param value the left side's value; null if it had none
   * @param threshold the right side's value; null if it had none
   * @param unit of both, as {@link RuleFacts#unit}; null for plain numbers
   */
  public record Reading(
      String expression,
      String operator,
      @Nullable Double value,
      @Nullable Double threshold,
      @Nullable String unit) {

    /** A comparison of plain numbers. */
    public Reading(
        String expression, String operator, @Nullable Double value, @Nullable Double threshold) {
      this(expression, operator, value, threshold, null);
    }
  }

  /**
   * A log line.
   *
   * @param atMillis its event time
   */
  public record Sample(long atMillis, String line) {}

  /** How often a value occurred. */
  public record Count(String value, long count) {}
}
