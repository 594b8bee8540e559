package io.tocsin.condition;

import io.tocsin.field.Unit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rule asks: comparisons of expressions over the terms of the rule, joined by logic of three
 * values.
 */
public sealed interface Condition {

  /** Whether it holds when what it reads comes to this. */
  Truth over(Leaves leaves);

  /** Its comparisons in the order in which they stand in it. */
  List<Comparison> comparisons();

  /** As it would be written, every window with it and no more parentheses than it needs. */
  String canonical();

  /** Where further logs in the slot that is evaluated can take it. */
  Trend trend();

  /** Whether it holds. */
  default Truth evaluate(TermValues terms) {
    return over(Leaves.of(terms));
  }

  /** Whether it holds, or not, whatever the logs; undecided if that depends on them. */
  default Truth alwaysOrNever() {
    return over(Leaves.POSSIBLE);
  }

  /** What its first comparison compares: the value that an alert shows. */
  default Expression subject() {
    return comparisons().get(0).left();
  }

  /** The value of {@link #subject}. */
  default Range value(TermValues terms) {
    return subject().value(terms);
  }

  /** The terms that it reads, each once, in the order in which they stand in it. */
  default List<Expression.TermValue> terms() {
    return leaves()
        .filter(Expression.TermValue.class::isInstance)
        .map(Expression.TermValue.class::cast)
        .distinct()
        .toList();
  }

  /** The terms, tables and constants of its comparisons. */
  private Stream<Expression> leaves() {
    return comparisons().stream()
        .flatMap(each -> Stream.concat(each.left().leaves(), each.right().leaves()));
  }

  /**
   * Whether further logs in the slot that is evaluated can make it hold, but not cease to: where it
   * holds in an open slot, it holds at the slot's end.
   */
  default boolean risesOnlyWithLogs() {
    return trend() == Trend.RISING;
  }

  /**
   * Whether it can hold for a group without a log in any window, as silence does. Where that hangs
   * on a table by group, it is taken to be so.
   */
  default boolean holdsOnNothing() {
    Truth onNothing = over(Leaves.NO_LOGS);
    return onNothing == Truth.TRUE || readsTables() && onNothing == Truth.UNDECIDED;
  }

  /** Whether it compares with numbers that differ from group to group. */
  default boolean readsTables() {
    return leaves().anyMatch(Expression.TableValue.class::isInstance);
  }

  /** Two numbers compared. */
  record Comparison(ComparisonOperator operator, Expression left, Expression right)
      implements Condition {
    @Override
    public Truth over(Leaves leaves) {
      return operator.apply(left.over(leaves), right.over(leaves));
    }

    @Override
    public List<Comparison> comparisons() {
      return List.of(this);
    }

    @Override
    public String canonical() {
      return left.canonical() + " " + operator.symbol() + " " + right.canonical();
    }

    @Override
    public Trend trend() {
      return operator.trend(left.trend(), right.trend());
    }

    /** The unit of both sides. */
    public Unit unit() {
      return left.unit();
    }

    /** Whether a share is compared with a percentage, as in {@code count(bad) / count() > 5%}. */
    public boolean isOfShares() {
      return left.isPercentage() || right.isPercentage();
    }
  }

  /**
   * All of several.
   *
   * @param operands at least two, none of which is a conjunction itself
   */
  record And(List<Condition> operands) implements Condition {
    /** Copies the list. */
    public And {
      operands = List.copyOf(operands);
    }

    @Override
    public Truth over(Leaves leaves) {
      Truth truth = Truth.TRUE;
      for (Condition operand : operands) {
        truth = truth.and(operand.over(leaves));
        if (truth == Truth.FALSE) {
          return truth;
        }
      }
      return truth;
    }

    @Override
    public List<Comparison> comparisons() {
      return operands.stream().flatMap(operand -> operand.comparisons().stream()).toList();
    }

    @Override
    public String canonical() {
      return operands.stream()
          .map(each -> each instanceof Or ? "(" + each.canonical() + ")" : each.canonical())
          .collect(Collectors.joining(" and "));
    }

    @Override
    public Trend trend() {
      return operands.stream().map(Condition::trend).reduce(Trend.STEADY, Trend::with);
    }
  }

  /**
   * One of several.
   *
   * @param operands at least two, none of which is a disjunction itself
   */
  record Or(List<Condition> operands) implements Condition {
    /** Copies the list. */
    public Or {
      operands = List.copyOf(operands);
    }

    @Override
    public Truth over(Leaves leaves) {
      Truth truth = Truth.FALSE;
      for (Condition operand : operands) {
        truth = truth.or(operand.over(leaves));
        if (truth == Truth.TRUE) {
          return truth;
        }
      }
      return truth;
    }

    @Override
    public List<Comparison> comparisons() {
      return operands.stream().flatMap(operand -> operand.comparisons().stream()).toList();
    }

    @Override
    public String canonical() {
      return operands.stream().map(Condition::canonical).collect(Collectors.joining(" or "));
    }

    @Override
    public Trend trend() {
      return operands.stream().map(Condition::trend).reduce(Trend.STEADY, Trend::with);
    }
  }

  /** The opposite. */
  record Not(Condition operand) implements Condition {
    @Override
    public Truth over(Leaves leaves) {
      return operand.over(leaves).not();
    }

    @Override
    public List<Comparison> comparisons() {
      return operand.comparisons();
    }

    @Override
    public String canonical() {
      boolean several = operand instanceof And || operand instanceof Or;
      return several ? "not (" + operand.canonical() + ")" : "not " + operand.canonical();
    }

    @Override
    public Trend trend() {
      return operand.trend().reversed();
    }
  }
}
