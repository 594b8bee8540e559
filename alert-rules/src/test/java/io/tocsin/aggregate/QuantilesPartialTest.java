package io.tocsin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantilesPartialTest {
  private static final long SEED = 20_261_120;

  @Test
  void ofFewIsTheValueAtTheRank() {
    QuantilesPartial partial = new QuantilesPartial();
    for (long i = 100; i >= 1; i--) {
      partial.add(TestingDocument.of(i), 0);
    }
    assertThat(partial.quantile(0.5)).hasValue(50);
    assertThat(partial.quantile(0.505)).hasValue(51);
    assertThat(partial.quantile(0.07)).hasValue(7);
    assertThat(partial.quantile(0.99)).hasValue(99);
    assertThat(partial.quantile(1)).hasValue(100);
  }

  @Test
  void ofNothingHasNoValue() {
    QuantilesPartial partial = new QuantilesPartial();
    assertThat(partial.add(TestingDocument.of("slow", true), 0)).isEqualTo(2);
    assertThat(partial.quantile(0.5)).isEmpty();
  }

  @Test
  void ofManyIsWithinOnePercentOfTheValueAtTheRank() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      double[] values = new double[129 + random.nextInt(3_000)];
      QuantilesPartial partial = new QuantilesPartial();
      for (int i = 0; i < values.length; i++) {
        values[i] = value(random, round % 4);
        partial.add(TestingDocument.of(values[i]), 0);
      }
      Arrays.sort(values);
      for (double q : new double[] {0.001, 0.5, 0.9, 0.95, 0.99, 1}) {
        double truth = values[(int) Math.ceil(q * values.length - 1e-9) - 1];
        assertThat(partial.quantile(q).orElseThrow())
            .as("seed %d round %d q %s", SEED, round, q)
            .isCloseTo(truth, within(Math.abs(truth) * 0.010_000_1));
      }
    }
  }

  @Test
  void theExtremesOfDoublesAreTakenAsTheNearestThatTheSketchKnows() {
    QuantilesPartial partial = new QuantilesPartial();
    for (int i = 0; i < 200; i++) {
      partial.add(TestingDocument.of(i % 2 == 0 ? Double.MAX_VALUE : Double.MIN_VALUE), 0);
    }
    assertThat(partial.quantile(0.5)).hasValue(0);
    assertThat(partial.quantile(0.9).orElseThrow()).isGreaterThan(1e308);
  }

  private static double value(Random random, int kind) {
    return switch (kind) {
      case 0 -> random.nextInt(1_000_000);
      case 1 -> random.nextGaussian();
      case 2 -> Math.exp(20 * random.nextGaussian());
      default -> random.nextInt(3) - 1.0;
    };
  }
}
