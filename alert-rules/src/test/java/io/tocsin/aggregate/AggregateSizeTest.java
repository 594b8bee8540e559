package io.tocsin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is said of how large slots get is held to what they come to when they are written. */
class AggregateSizeTest {
  /** Where a slot is kept its start stands before it, as the distance to the one before. */
  private static final int SLOT_START = 4;

  private static final int LOGS = 200_000;

  @Test
  void aDistinctIsSmallWhileItIsExactAndThenASketchOfOneSize() throws IOException {
    DistinctPartial distinct = new DistinctPartial();
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      distinct.add(random.nextLong());
    }
    assertThat(written(distinct)).isLessThan(1_000);

    for (int i = 0; i < LOGS; i++) {
      distinct.add(random.nextLong());
    }
    assertThat(new Aggregate.Distinct("f").bytes())
        .isEqualTo(24_584)
        .isBetween(written(distinct), written(distinct) + 8);
  }

  @Test
  void percentilesOfDurationsOfAllSizesFit() throws IOException {
    QuantilesPartial quantiles = new QuantilesPartial();
    Random random = new Random(1);
    for (int i = 0; i < LOGS; i++) {
      quantiles.addDecimal(Math.pow(10, 13 * random.nextDouble()));
    }
    assertIsJust(new Aggregate.Quantiles("f"), written(quantiles));
  }

  @Test
  void sumsOfDecimalsFit() throws IOException {
    SumPartial sum = new SumPartial();
    Random random = new Random(1);
    for (int i = 0; i < LOGS; i++) {
      sum.addDecimal(random.nextInt(1_000_000) / 100.0);
    }
    assertIsJust(new Aggregate.Sum("f"), written(sum));
  }

  @Test
  void linesAndValuesOfUsualLengthFit() throws IOException {
    SamplesPartial samples = new SamplesPartial(3, false);
    TopPartial top = new TopPartial();
    for (int i = 0; i < LOGS; i++) {
      samples.add(new TestingDocument(1_793_000_000_000L + i, List.of("x".repeat(200))), 0);
      top.add(TestingDocument.of("%-32d".formatted(i % TopPartial.EXACT)), 0);
    }
    assertIsJust(new Aggregate.Samples(3, 1), written(samples));
    assertIsJust(new Aggregate.Top("f"), written(top));
  }

  @Test
  void countsAndExtremesFit() throws IOException {
    CountPartial count = new CountPartial(LOGS * 1_000L);
    ExtremePartial max = new ExtremePartial(true);
    max.addDecimal(1e300);
    assertIsJust(new Aggregate.Count(), written(count));
    assertIsJust(new Aggregate.Max("f"), written(max));
    assertIsJust(new Aggregate.Min("f"), written(max));
  }

  /** At least what is written, and not twice as much. */
  private static void assertIsJust(Aggregate aggregate, long written) {
    assertThat(aggregate.bytes()).as(aggregate.canonical()).isBetween(written, 2 * written);
  }

  private static long written(Partial partial) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    partial.write(new DataOutputStream(bytes));
    return bytes.size() + SLOT_START;
  }
}
