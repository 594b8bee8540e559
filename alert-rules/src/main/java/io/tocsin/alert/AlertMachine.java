package io.tocsin.alert;

import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.AlertState.Inactive;
import io.tocsin.alert.AlertState.Pending;
import io.tocsin.condition.Truth;
import io.tocsin.rule.CompiledRule;
import io.tocsin.rule.Evaluation;
import io.tocsin.rule.RuleTiming;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an alert goes from slot to slot: inactive, pending, firing, ended.
 *
 * <p>A pure function of the state and the evaluation of the next slot. An undecided slot neither
 * starts nor breaks a run; it only counts towards {@code no_data_for}.
 *
 * @param forMillis how long the condition must have held before it fires; whole slots
 * @param keepFiringMillis how long it must have been over before the alert ends; whole slots
 * @param noDataMillis how long it may be undecided before the alert ends; whole slots
 * @param peak which values are extreme
 */
public record AlertMachine(
    long forMillis, long keepFiringMillis, long noDataMillis, PeakDirection peak) {

  /** What makes a value more extreme than another. */
  public enum PeakDirection {
    /** The larger: the condition asks for {@code >} or {@code >=}. */
    LARGEST,
    /** The smaller: the condition asks for {@code <} or {@code <=}. */
    SMALLEST,
    /** Neither: the peak is the value with which it fired. */
    FIRST;

    private static PeakDirection of(List<CompiledRule.Comparison> comparisons) {
      String operator = comparisons.isEmpty() ? "" : comparisons.get(0).operator();
      return switch (operator) {
        case ">", ">=" -> LARGEST;
        case "<", "<=" -> SMALLEST;
        default -> FIRST;
      };
    }
  }

  /** The machine of a rule. */
  public static AlertMachine of(CompiledRule rule) {
    RuleTiming timing = rule.timing();
    return new AlertMachine(
        timing.forMillis(),
        timing.keepFiringMillis(),
        timing.noDataMillis(),
        PeakDirection.of(rule.logic().comparisons(0)));
  }

  /**
   * What a step gives.
   *
   * @param state after the slot
   * @param ended the alert that ended in this slot; null if none did
   * @param reason why it ended; null if none did
   */
  public record Step(AlertState state, @Nullable Firing ended, @Nullable EndReason reason) {
    static Step to(AlertState state) {
      return new Step(state, null, null);
    }
  }

  /**
   * The state after a closed slot.
   *
   * @param slot its start, in milliseconds since the epoch; later than that of every step before
   * @param mayStart whether an alert may start in this slot, by the rule's {@code active}
   */
  public Step step(AlertState state, long slot, Evaluation evaluation, boolean mayStart) {
    if (state instanceof Pending pending) {
      return Step.to(stepPending(pending, slot, evaluation));
    }
    if (state instanceof Firing firing) {
      return stepFiring(firing, slot, evaluation);
    }
    return Step.to(evaluation.holds() == Truth.TRUE && mayStart ? start(slot, evaluation) : state);
  }

  /**
   * The state after a slot that is still open, if the logs so far decide it: they can then only
   * confirm it.
   *
   * @return null if more logs could say otherwise
   */
  public @Nullable AlertState stepEarly(
      AlertState state, long slot, Evaluation evaluation, boolean mayStart) {
    if (evaluation.holds() != Truth.TRUE || (state instanceof Inactive && !mayStart)) {
      return null;
    }
    AlertState next = step(state, slot, evaluation, mayStart).state();
    // A peak is of closed slots only.
    return next instanceof Firing firing && state instanceof Firing before
        ? firing.withPeak(before.peak())
        : next;
  }

  private AlertState start(long slot, Evaluation evaluation) {
    return forMillis == 0 ? fire(slot, slot, evaluation) : new Pending(slot, AlertState.NEVER);
  }

  private AlertState stepPending(Pending pending, long slot, Evaluation evaluation) {
    return switch (evaluation.holds()) {
      case TRUE ->
          slot - pending.startsAt() >= forMillis
              ? fire(pending.startsAt(), slot, evaluation)
              : new Pending(pending.startsAt(), AlertState.NEVER);
      case FALSE -> AlertState.INACTIVE;
      case UNDECIDED -> {
        long since = orElse(pending.undecidedSince(), slot);
        yield slot - since >= noDataMillis
            ? AlertState.INACTIVE
            : new Pending(pending.startsAt(), since);
      }
    };
  }

  private static Firing fire(long startsAt, long slot, Evaluation evaluation) {
    return new Firing(
        startsAt,
        slot,
        evaluation.level(),
        slot,
        evaluation.value(),
        Arrays.stream(evaluation.readings()).boxed().toList(),
        evaluation.value(),
        AlertState.NEVER,
        AlertState.NEVER,
        0);
  }

  private Step stepFiring(Firing firing, long slot, Evaluation evaluation) {
    if (evaluation.over() == Truth.TRUE) {
      long since = orElse(firing.overSince(), slot);
      return slot - since >= keepFiringMillis
          ? new Step(AlertState.INACTIVE, firing, EndReason.RECOVERED)
          : Step.to(withValue(firing, evaluation).with(since, AlertState.NEVER));
    }
    if (evaluation.over() == Truth.UNDECIDED) {
      long since = orElse(firing.undecidedSince(), slot);
      return slot - since >= noDataMillis
          ? new Step(AlertState.INACTIVE, firing, EndReason.NO_DATA)
          : Step.to(firing.with(firing.overSince(), since));
    }
    Firing still = withValue(firing, evaluation).with(AlertState.NEVER, AlertState.NEVER);
    boolean higher = evaluation.holds() == Truth.TRUE && evaluation.level() > firing.level();
    return Step.to(higher ? still.withLevel(evaluation.level(), slot) : still);
  }

  /** Only slots that are decided have a say: the ratio of a guard that fails is no peak. */
  private Firing withValue(Firing firing, Evaluation evaluation) {
    double value = evaluation.value();
    if (Double.isNaN(value)) {
      return firing;
    }
    boolean none = Double.isNaN(firing.peak());
    return switch (peak) {
      case LARGEST -> none || value > firing.peak() ? firing.withPeak(value) : firing;
      case SMALLEST -> none || value < firing.peak() ? firing.withPeak(value) : firing;
      case FIRST -> firing;
    };
  }

  private static long orElse(long since, long slot) {
    return since == AlertState.NEVER ? slot : since;
  }
}
