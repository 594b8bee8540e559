package io.tocsin.rule;

import io.tocsin.condition.Condition;
import io.tocsin.condition.Expression;
import io.tocsin.condition.Range;
import io.tocsin.condition.TermValues;
import io.tocsin.condition.Trend;
import io.tocsin.condition.Truth;
import io.tocsin.field.Unit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a rule.
 *
 * @param levels the names of the levels, lowest first; empty for a rule without
 * @param when the condition of each level, or the only one
 * @param resolveWhen null if an alert is over as soon as {@code when} does not hold
 * @param given null if every slot is decided
 * @param shown the value that alerts show; null for what the first comparison of the level asks
 */
record RuleLogic(
    List<String> levels,
    List<Condition> when,
    @Nullable Condition resolveWhen,
    @Nullable Condition given,
    @Nullable Expression shown)
    implements CompiledRule.Logic {

  RuleLogic {
    levels = List.copyOf(levels);
    when = List.copyOf(when);
  }

  @Override
  public Evaluation evaluate(TermValues values, TermValues counted) {
    if (given != null && given.evaluate(values) != Truth.TRUE) {
      return Evaluation.UNDECIDED;
    }
    Truth holds = Truth.FALSE;
    int level = 0;
    for (int i = 0; i < when.size(); i++) {
      Truth truth = when.get(i).evaluate(values);
      holds = holds.or(truth);
      level = truth == Truth.TRUE ? i : level;
    }
    Truth over = holds.not();
    if (resolveWhen != null) {
      over = over.and(resolveWhen.evaluate(values));
    }
    Expression value = shown == null ? when.get(level).subject() : shown;
    return new Evaluation(
        holds, level, over, number(value.value(counted)), readings(level, counted));
  }

  @Override
  public Truth holds(TermValues values) {
    if (given != null && given.evaluate(values) != Truth.TRUE) {
      return Truth.UNDECIDED;
    }
    Truth holds = Truth.FALSE;
    for (Condition condition : when) {
      holds = holds.or(condition.evaluate(values));
    }
    return holds;
  }

  private double[] readings(int level, TermValues counted) {
    List<Condition.Comparison> comparisons = when.get(level).comparisons();
    double[] readings = new double[2 * comparisons.size()];
    for (int i = 0; i < comparisons.size(); i++) {
      readings[2 * i] = number(comparisons.get(i).left().value(counted));
      readings[2 * i + 1] = number(comparisons.get(i).right().value(counted));
    }
    return readings;
  }

  private static double number(Range range) {
    return range.isExact() ? range.low() : Double.NaN;
  }

  @Override
  public List<CompiledRule.Comparison> comparisons(int level) {
    return when.get(level).comparisons().stream()
        .map(
            each ->
                new CompiledRule.Comparison(
                    each.left().canonical(),
                    each.operator().symbol(),
                    unit(each.unit(), each.isOfShares())))
        .toList();
  }

  @Override
  public String canonical() {
    String conditions =
        levels.isEmpty()
            ? when.get(0).canonical()
            : IntStream.range(0, levels.size())
                .mapToObj(i -> levels.get(i) + ": " + when.get(i).canonical())
                .collect(Collectors.joining("; "));
    return given == null ? conditions : conditions + " given " + given.canonical();
  }

  @Override
  public boolean holdsOnNothing() {
    return (given == null || given.holdsOnNothing())
        && when.stream().anyMatch(Condition::holdsOnNothing);
  }

  @Override
  public boolean readsTables() {
    return (given != null && given.readsTables()) || when.stream().anyMatch(Condition::readsTables);
  }

  @Override
  public boolean risesOnlyWithLogs() {
    return (given == null || risesOnlyOrStays(given))
        && when.stream().allMatch(RuleLogic::risesOnlyOrStays);
  }

  private static boolean risesOnlyOrStays(Condition condition) {
    return condition.risesOnlyWithLogs() || condition.trend() == Trend.STEADY;
  }

  @Override
  public boolean firesEarly() {
    boolean guarded = given != null && !risesOnlyOrStays(given);
    return !guarded && when.stream().anyMatch(Condition::risesOnlyWithLogs);
  }

  @Override
  public boolean holdsForWantOfLogs() {
    return holdsOnNothing() || when.stream().anyMatch(each -> each.trend() == Trend.FALLING);
  }

  /** The unit of the value that an alert shows, as {@link Rule#unit}. */
  @Nullable String unit() {
    if (shown == null) {
      Condition.Comparison first = when.get(0).comparisons().get(0);
      return unit(first.unit(), first.isOfShares());
    }
    // A share is one by what it is compared with somewhere in the rule.
    String canonical = shown.canonical();
    boolean isShare =
        when.stream()
            .flatMap(condition -> condition.comparisons().stream())
            .filter(Condition.Comparison::isOfShares)
            .anyMatch(each -> each.left().canonical().equals(canonical));
    return unit(shown.unit(), isShare);
  }

  private static @Nullable String unit(Unit unit, boolean isShare) {
    if (unit == Unit.NONE) {
      return isShare ? Rule.RATIO : null;
    }
    return unit.symbol();
  }
}
