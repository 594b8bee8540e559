package io.tocsin.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.aggregate.Aggregate;
import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MeasureTest {
  private static final Measure COUNT = Measure.count();
  private static final Measure SUM = Measure.of(Measure.Function.SUM, "f");
  private static final Measure AVG = Measure.of(Measure.Function.AVG, "f");
  private static final Measure MIN = Measure.of(Measure.Function.MIN, "f");
  private static final Measure MAX = Measure.of(Measure.Function.MAX, "f");
  private static final Measure DISTINCT = Measure.of(Measure.Function.DISTINCT, "f");
  private static final Measure P99 = Measure.percentile(0.99, "f");

  @Test
  void countSumAndDistinctOfNothingAreZeroAndTheOthersHaveNoValue() {
    for (Measure zero : new Measure[] {COUNT, SUM, DISTINCT}) {
      assertThat(zero.value(null, false)).isEqualTo(Range.exact(0));
      assertThat(zero.value(Partial.of(zero.aggregate()), false)).isEqualTo(Range.exact(0));
    }
    for (Measure none : new Measure[] {AVG, MIN, MAX, P99}) {
      assertThat(none.value(null, false)).isEqualTo(Range.NONE);
      assertThat(none.value(Partial.of(none.aggregate()), false)).isEqualTo(Range.NONE);
    }
  }

  @Test
  void whatIsKnownIsExact() throws IOException {
    assertThat(COUNT.value(new CountPartial(3), false)).isEqualTo(Range.exact(3));
    assertThat(MAX.value(extreme(true, 2.5), false)).isEqualTo(Range.exact(2.5));
    assertThat(MIN.value(extreme(false, 2.5), false)).isEqualTo(Range.exact(2.5));
  }

  @Test
  void moreLogsCanOnlyRaiseACountAndWidenAnExtreme() throws IOException {
    assertThat(COUNT.value(new CountPartial(3), true)).isEqualTo(Range.atLeast(3));
    assertThat(COUNT.value(null, true)).isEqualTo(Range.atLeast(0));
    assertThat(DISTINCT.value(null, true)).isEqualTo(Range.atLeast(0));
    assertThat(MAX.value(extreme(true, 2.5), true)).isEqualTo(Range.atLeast(2.5));
    assertThat(MIN.value(extreme(false, 2.5), true)).isEqualTo(Range.atMost(2.5));
  }

  @Test
  void ofWhatMoreLogsCanMoveEitherWayNothingIsKnown() {
    assertThat(SUM.value(null, true)).isEqualTo(Range.SOME);
    for (Measure any : new Measure[] {AVG, MIN, MAX, P99}) {
      assertThat(any.value(null, true)).isEqualTo(Range.ANY);
    }
  }

  @Test
  void measuresOfTheSameNumbersShareAnAggregate() {
    assertThat(AVG.aggregate()).isEqualTo(SUM.aggregate()).isEqualTo(new Aggregate.Sum("f"));
    assertThat(P99.aggregate()).isEqualTo(Measure.percentile(0.5, "f").aggregate());
    assertThat(MIN.aggregate()).isNotEqualTo(MAX.aggregate());
  }

  /** The written form is the only way to a partial with numbers that needs no document. */
  private static Partial extreme(boolean greatest, double value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    Partial.of(greatest ? MAX.aggregate() : MIN.aggregate()).write(out);
    byte[] written = bytes.toByteArray();
    written[written.length - 1] = 1;
    out = new DataOutputStream(bytes);
    bytes.reset();
    out.write(written);
    out.writeDouble(value);
    return Partial.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
