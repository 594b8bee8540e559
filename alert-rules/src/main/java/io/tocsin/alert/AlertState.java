package io.tocsin.alert;

import java.util.List;

/**
 * Where the alert of one rule and group stands after a slot. Immutable; times are starts of slots
 * in milliseconds since the epoch, or {@link #NEVER}.
 */
public sealed interface AlertState {
  /** No slot. */
  long NEVER = Long.MIN_VALUE;

  /** Nothing is wrong. */
  AlertState INACTIVE = new Inactive();

  /** Nothing is wrong. */
  record Inactive() implements AlertState {}

  /**
   * The condition holds, not yet for as long as {@code for}.
   *
   * @param startsAt the first slot of the run in which it held
   * @param undecidedSince the first slot of the run of undecided slots that is under way, or NEVER
   */
  record Pending(long startsAt, long undecidedSince) implements AlertState {}

  /**
   * The alert fires.
   *
   * @param startsAt the first slot of the run in which the condition held
   * @param firedAt the slot in which it fired
   * @param level the place of the highest level reached
   * @param levelAt the slot in which that level was reached
   * @param value the rule's value in the slot in which it fired; NaN if there was none
   * @param readings the sides of the comparisons then
   * @param peak the most extreme value so far over closed slots; NaN if there was none
   * @param overSince the first slot of the run of slots in which it is over, or NEVER
   * @param undecidedSince the first slot of the run of undecided slots that is under way, or NEVER
   * @param logs how many logs the rule selected in the closed slots since it fired, that one too
   */
  record Firing(
      long startsAt,
      long firedAt,
      int level,
      long levelAt,
      double value,
      List<Double> readings,
      double peak,
      long overSince,
      long undecidedSince,
      long logs)
      implements AlertState {

    Firing with(long newOverSince, long newUndecidedSince) {
      return new Firing(
          startsAt,
          firedAt,
          level,
          levelAt,
          value,
          readings,
          peak,
          newOverSince,
          newUndecidedSince,
          logs);
    }

    Firing withPeak(double newPeak) {
      return new Firing(
          startsAt,
          firedAt,
          level,
          levelAt,
          value,
          readings,
          newPeak,
          overSince,
          undecidedSince,
          logs);
    }

    /** The same after a slot with so many logs. */
    public Firing withLogs(long more) {
      return new Firing(
          startsAt,
          firedAt,
          level,
          levelAt,
          value,
          readings,
          peak,
          overSince,
          undecidedSince,
          logs + more);
    }

    Firing withLevel(int newLevel, long newLevelAt) {
      return new Firing(
          startsAt,
          firedAt,
          newLevel,
          newLevelAt,
          value,
          readings,
          peak,
          overSince,
          undecidedSince,
          logs);
    }
  }
}
