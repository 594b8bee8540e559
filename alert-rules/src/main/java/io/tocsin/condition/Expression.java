package io.tocsin.condition;

import io.tocsin.field.Quantity;
import io.tocsin.field.Unit;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A number that a rule computes: {@code count(bad) / count()}.
 *
 * <p>Its unit is known, and whatever is added or compared has been brought to one unit.
 */
public sealed interface Expression {

  /** What it comes to when what it reads comes to this. */
  Range over(Leaves leaves);

  /** The unit of its value; {@link Unit#NONE} for a bare number. */
  Unit unit();

  /** As it would be written, every window with it. */
  String canonical();

  /** What it is made of, in the order in which that stands in it. */
  List<Expression> parts();

  /** Where further logs in the slot that is evaluated can move it. */
  Trend trend();

  /**
   * Whether the rule writes it as a percentage, {@code 5%}: so is then what it is compared with to
   * be shown. Its value is the share, 0.05.
   */
  default boolean isPercentage() {
    return false;
  }

  /** What it can turn out to be. */
  default Range value(TermValues terms) {
    return over(Leaves.of(terms));
  }

  /** All that it can turn out to be, whatever the logs and the group. */
  default Range possible() {
    return over(Leaves.POSSIBLE);
  }

  /** Its terms, tables and constants, in the order in which they stand in it. */
  default Stream<Expression> leaves() {
    return parts().isEmpty() ? Stream.of(this) : parts().stream().flatMap(Expression::leaves);
  }

  /** The terms that it reads, in the order in which they stand in it. */
  default List<TermValue> terms() {
    return leaves().filter(TermValue.class::isInstance).map(TermValue.class::cast).toList();
  }

  /** Whether it reads no term: what it comes to hangs on the group at most. */
  default boolean readsNoTerm() {
    return leaves().noneMatch(TermValue.class::isInstance);
  }

  /**
   * A number.
   *
   * @param value in {@code unit}
   * @param written as the rule has it, which may be in another unit
   */
  record Constant(double value, Unit unit, Quantity written) implements Expression {

    /** A number in the unit that it is written in; a percentage is a bare number. */
    static Constant of(Quantity written) {
      Unit unit = written.unit() == Unit.PERCENT ? Unit.NONE : written.unit();
      return new Constant(written.in(unit).doubleValue(), unit, written);
    }

    /** The same amount in another unit of its dimension. */
    Constant in(Unit other) {
      return new Constant(written.in(other).doubleValue(), other, written);
    }

    @Override
    public Range over(Leaves leaves) {
      return Range.exact(value);
    }

    @Override
    public boolean isPercentage() {
      return unit == Unit.NONE && written.unit() == Unit.PERCENT;
    }

    @Override
    public String canonical() {
      return written.toString();
    }

    @Override
    public List<Expression> parts() {
      return List.of();
    }

    @Override
    public Trend trend() {
      return Trend.STEADY;
    }
  }

  /**
   * The value of a term.
   *
   * @param index its place in the rule's list of terms
   */
  record TermValue(int index, Term term, Unit unit) implements Expression {
    @Override
    public Range over(Leaves leaves) {
      return leaves.term(this);
    }

    @Override
    public String canonical() {
      return term.canonical();
    }

    @Override
    public List<Expression> parts() {
      return List.of();
    }

    @Override
    public Trend trend() {
      return term.seesNewestSlot() ? term.measure().trend() : Trend.STEADY;
    }
  }

  /**
   * A number by group.
   *
   * @param name of the table
   * @param field whose value in the group chooses the number
   * @param otherwise the number of groups that the table does not name; without, they have none
   * @param isPercentage whether a number of it is written as a percentage
   */
  record TableValue(
      String name,
      String field,
      Map<String, Double> numbers,
      OptionalDouble otherwise,
      Unit unit,
      boolean isPercentage)
      implements Expression {

    /** Copies the table. */
    public TableValue {
      numbers = Map.copyOf(numbers);
    }

    /** The number of the group that has this value in the field. */
    public Range numberOf(String groupValue) {
      Double number = numbers.get(groupValue);
      if (number != null) {
        return Range.exact(number);
      }
      return otherwise.isPresent() ? Range.exact(otherwise.getAsDouble()) : Range.NONE;
    }

    /** All that some group has. */
    Range numberOfAny() {
      // The default is that of a value which the table cannot name.
      Range all = otherwise.isPresent() ? Range.exact(otherwise.getAsDouble()) : Range.NONE;
      for (double number : numbers.values()) {
        all = all.or(Range.exact(number));
      }
      return all;
    }

    @Override
    public Range over(Leaves leaves) {
      return leaves.table(this);
    }

    @Override
    public String canonical() {
      return name;
    }

    @Override
    public List<Expression> parts() {
      return List.of();
    }

    @Override
    public Trend trend() {
      return Trend.STEADY;
    }
  }

  /** A number with the other sign. */
  record Negation(Expression operand) implements Expression {
    @Override
    public Range over(Leaves leaves) {
      return operand.over(leaves).negated();
    }

    @Override
    public Unit unit() {
      return operand.unit();
    }

    @Override
    public String canonical() {
      String inner = operand.canonical();
      return operand.parts().size() > 1 ? "-(" + inner + ")" : "-" + inner;
    }

    @Override
    public List<Expression> parts() {
      return List.of(operand);
    }

    @Override
    public Trend trend() {
      return operand.trend().reversed();
    }

    @Override
    public boolean isPercentage() {
      return operand.isPercentage();
    }
  }

  /** Two numbers and an operation. */
  record Arithmetic(ArithmeticOperator operator, Expression left, Expression right, Unit unit)
      implements Expression {
    @Override
    public Range over(Leaves leaves) {
      return operator.apply(left.over(leaves), right.over(leaves));
    }

    @Override
    public String canonical() {
      return "%s %s %s"
          .formatted(
              side(left, operator.strength()),
              operator.symbol(),
              side(right, operator.strength() + 1));
    }

    /** A percentage scaled by a fixed number is one; half of a count is a count. */
    @Override
    public boolean isPercentage() {
      return readsNoTerm()
          && switch (operator) {
            case PLUS, MINUS -> left.isPercentage() || right.isPercentage();
            case TIMES -> left.isPercentage() != right.isPercentage();
            case DIVIDED_BY -> left.isPercentage() && !right.isPercentage();
          };
    }

    private static String side(Expression side, int strength) {
      Expression inner = side instanceof Converted converted ? converted.operand() : side;
      boolean weaker = inner instanceof Arithmetic both && both.operator.strength() < strength;
      return weaker ? "(" + side.canonical() + ")" : side.canonical();
    }

    @Override
    public List<Expression> parts() {
      return List.of(left, right);
    }

    @Override
    public Trend trend() {
      Trend onTheLeft = left.trend();
      Trend onTheRight = right.trend();
      return switch (operator) {
        case PLUS -> onTheLeft.with(onTheRight);
        case MINUS -> onTheLeft.with(onTheRight.reversed());
        case TIMES -> onTheLeft.times(right.possible()).with(onTheRight.times(left.possible()));
        case DIVIDED_BY ->
            crossesZero(right)
                ? Trend.EITHER
                : onTheLeft
                    .times(right.possible())
                    .with(onTheRight.reversed().times(left.possible()));
      };
    }
  }

  /** A quotient jumps where its divisor passes 0, and appears where that leaves 0. */
  private static boolean crossesZero(Expression divisor) {
    return divisor.trend() != Trend.STEADY && divisor.possible().contains(0);
  }

  /**
   * The same amount counted in a smaller unit.
   *
   * @param factor how many of {@code unit} one of the operand's is
   */
  record Converted(Expression operand, double factor, Unit unit) implements Expression {
    @Override
    public Range over(Leaves leaves) {
      return operand.over(leaves).times(Range.exact(factor));
    }

    @Override
    public String canonical() {
      return operand.canonical();
    }

    @Override
    public List<Expression> parts() {
      return operand.parts().isEmpty() ? List.of(operand) : operand.parts();
    }

    @Override
    public Trend trend() {
      return operand.trend();
    }
  }
}
