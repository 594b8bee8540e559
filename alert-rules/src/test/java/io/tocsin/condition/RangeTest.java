package io.tocsin.condition;

import static io.tocsin.condition.Range.ANY;
import static io.tocsin.condition.Range.NONE;
import static io.tocsin.condition.Range.atLeast;
import static io.tocsin.condition.Range.atMost;
import static io.tocsin.condition.Range.between;
import static io.tocsin.condition.Range.exact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class RangeTest {

  @Test
  void knownValuesAreComputedAsNumbersAre() {
    assertThat(exact(2).plus(exact(3))).isEqualTo(exact(5));
    assertThat(exact(2).minus(exact(3))).isEqualTo(exact(-1));
    assertThat(exact(2).times(exact(3))).isEqualTo(exact(6));
    assertThat(exact(3).dividedBy(exact(2))).isEqualTo(exact(1.5));
    assertThat(exact(3).negated()).isEqualTo(exact(-3));
  }

  @Test
  void boundsAreCarriedThroughArithmetic() {
    assertThat(atLeast(2).plus(exact(3))).isEqualTo(atLeast(5));
    assertThat(exact(3).minus(atLeast(2))).isEqualTo(atMost(1));
    assertThat(atLeast(2).times(exact(-3))).isEqualTo(atMost(-6));
    assertThat(atLeast(0).times(atLeast(0))).isEqualTo(atLeast(0));
    assertThat(exact(6).dividedBy(between(2, 3))).isEqualTo(between(2, 3));
    assertThat(atLeast(6).dividedBy(atLeast(2))).isEqualTo(atLeast(0));
    assertThat(between(-1, 2).negated()).isEqualTo(between(-2, 1));
  }

  @Test
  void aDivisionByZeroHasNoValue() {
    assertThat(exact(1).dividedBy(exact(0))).isEqualTo(NONE);
    assertThat(exact(0).dividedBy(exact(-0.0))).isEqualTo(NONE);
    assertThat(ANY.dividedBy(exact(0))).isEqualTo(NONE);
  }

  @Test
  void aDivisionByWhatMayBeZeroMayHaveNoValue() {
    assertThat(exact(1).dividedBy(atLeast(0))).isEqualTo(ANY);
    assertThat(exact(1).dividedBy(between(-1, 1))).isEqualTo(ANY);
  }

  @Test
  void noValueTakesEverythingWithIt() {
    for (Range other : List.of(exact(1), atLeast(0), ANY, NONE)) {
      assertThat(NONE.plus(other)).isEqualTo(NONE);
      assertThat(other.minus(NONE)).isEqualTo(NONE);
      assertThat(other.times(NONE)).isEqualTo(NONE);
      assertThat(NONE.dividedBy(other)).isEqualTo(NONE);
      assertThat(other.dividedBy(NONE)).isEqualTo(NONE);
    }
    assertThat(ANY.plus(exact(1))).isEqualTo(ANY);
  }

  @Test
  void aComparisonHoldsOnlyIfItHoldsForTheWholeRange() {
    assertThat(atLeast(5).greater(exact(4))).isEqualTo(Truth.TRUE);
    assertThat(atLeast(5).greater(exact(5))).isEqualTo(Truth.UNDECIDED);
    assertThat(atLeast(5).greaterOrEqual(exact(5))).isEqualTo(Truth.TRUE);
    assertThat(atLeast(5).less(exact(5))).isEqualTo(Truth.FALSE);
    assertThat(atLeast(5).lessOrEqual(exact(5))).isEqualTo(Truth.UNDECIDED);
    assertThat(atLeast(5).lessOrEqual(exact(4))).isEqualTo(Truth.FALSE);
    assertThat(atLeast(5).equal(exact(4))).isEqualTo(Truth.FALSE);
    assertThat(atLeast(5).equal(exact(5))).isEqualTo(Truth.UNDECIDED);
    assertThat(exact(5).equal(exact(5))).isEqualTo(Truth.TRUE);
  }

  @Test
  void withoutAValueNothingIsDecided() {
    for (Range unknown : List.of(NONE, ANY)) {
      assertThat(unknown.greater(exact(1))).isEqualTo(Truth.UNDECIDED);
      assertThat(exact(1).greaterOrEqual(unknown)).isEqualTo(Truth.UNDECIDED);
      assertThat(unknown.less(unknown)).isEqualTo(Truth.UNDECIDED);
      assertThat(unknown.lessOrEqual(exact(1))).isEqualTo(Truth.UNDECIDED);
      assertThat(unknown.equal(unknown)).isEqualTo(Truth.UNDECIDED);
    }
  }

  @Test
  void nothingIsKnownOfWhatIsBeyondADouble() {
    Range infinite = exact(Double.MAX_VALUE).times(exact(2));
    assertThat(infinite.greater(exact(5))).isEqualTo(Truth.TRUE);
    assertThat(infinite.minus(infinite)).isEqualTo(ANY);
  }

  @Test
  void boundsMustBeInOrder() {
    assertThatIllegalArgumentException().isThrownBy(() -> between(2, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> exact(Double.NaN));
  }

  /** What early firing rests on: a value inside its range never escapes what the range decided. */
  @Test
  void whatTheRangeDecidesTheValueNeverContradicts() {
    long seed = 20_261_120;
    Random random = new Random(seed);
    List<BinaryOperator<Range>> operations =
        List.of(Range::plus, Range::minus, Range::times, Range::dividedBy);
    for (int i = 0; i < 200_000; i++) {
      double a = number(random);
      double b = number(random);
      Range rangeOfA = around(a, random);
      Range rangeOfB = around(b, random);
      BinaryOperator<Range> operation = operations.get(random.nextInt(4));
      Range value = operation.apply(exact(a), exact(b));
      Range range = operation.apply(rangeOfA, rangeOfB);
      String what =
          "seed " + seed + ": " + rangeOfA + " and " + rangeOfB + " around " + a + ", " + b;
      if (value.hasValue()) {
        assertThat(range.contains(value.low())).as(what).isTrue();
      } else {
        assertThat(range.hasValue()).as(what).isFalse();
      }
      assertNotContradicted(rangeOfA.greater(rangeOfB), a > b, what);
      assertNotContradicted(rangeOfA.greaterOrEqual(rangeOfB), a >= b, what);
      assertNotContradicted(rangeOfA.less(rangeOfB), a < b, what);
      assertNotContradicted(rangeOfA.lessOrEqual(rangeOfB), a <= b, what);
      assertNotContradicted(rangeOfA.equal(rangeOfB), a == b, what);
    }
  }

  private static void assertNotContradicted(Truth decided, boolean actual, String what) {
    assertThat(decided).as(what).isNotEqualTo(Truth.of(!actual));
  }

  private static double number(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(7) - 3;
      case 1 -> random.nextGaussian();
      default -> random.nextGaussian() * Math.pow(10, random.nextInt(30) - 15);
    };
  }

  private static Range around(double value, Random random) {
    double spread = Math.abs(number(random));
    return switch (random.nextInt(6)) {
      case 0 -> atLeast(value - spread);
      case 1 -> atMost(value + spread);
      case 2 -> between(value - spread, value + spread);
      case 3 -> between(value, value + spread);
      case 4 -> ANY;
      default -> exact(value);
    };
  }
}
