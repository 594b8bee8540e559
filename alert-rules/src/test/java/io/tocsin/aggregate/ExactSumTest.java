package io.tocsin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private static final long SEED = 20_261_120;

  @Test
  void decimalsThatCancelLeaveWhatIsLeft() {
    assertThat(sum(1e100, 1.0, -1e100)).isEqualTo(1.0);
    assertThat(sum(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)).isEqualTo(1.0);
    assertThat(sum(1, 0x1p-53, 0x1p-106)).isEqualTo(1 + 0x1p-52);
    assertThat(sum(1, 0x1p-53, -0x1p-106)).isEqualTo(1);
  }

  @Test
  void whatOverflowsOnTheWayIsNotLost() {
    double greatest = Double.MAX_VALUE;
    assertThat(sum(greatest, greatest, -greatest, -greatest, 3.5)).isEqualTo(3.5);
    assertThat(sum(greatest, -greatest, 3.5)).isEqualTo(3.5);
    assertThat(sum(3.5, greatest, 1e-300, -greatest)).isEqualTo(3.5);
    assertThat(sum(greatest, greatest)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void wholeNumbersBeyond64BitsAreExact() {
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 3; i++) {
      sum.add(Long.MAX_VALUE);
    }
    assertThat(sum.rounded()).isEqualTo(3 * 0x1p63);
    for (int i = 0; i < 3; i++) {
      sum.add(-Long.MAX_VALUE);
    }
    sum.add(7L);
    assertThat(sum.rounded()).isEqualTo(7);
    sum.add(Long.MIN_VALUE);
    sum.add(Long.MIN_VALUE);
    assertThat(sum.rounded()).isEqualTo(-0x1p64);
  }

  @Test
  void roundsTheTrueSumOnce() {
    Random random = new Random(SEED);
    for (int round = 0; round < 20_000; round++) {
      ExactSum sum = new ExactSum();
      ExactSum part = new ExactSum();
      BigDecimal truth = BigDecimal.ZERO;
      int spread = random.nextInt(2_000) + 1;
      for (int i = random.nextInt(12); i >= 0; i--) {
        ExactSum into = random.nextBoolean() ? sum : part;
        if (random.nextInt(3) == 0) {
          long value = random.nextLong() >> random.nextInt(64);
          into.add(value);
          truth = truth.add(new BigDecimal(BigInteger.valueOf(value)));
        } else {
          int exponent = Math.max(-1_074, Math.min(1_000, random.nextInt(spread) - spread / 2));
          double value = Math.scalb(random.nextInt(1 << 20) - (1 << 19) + 0.5, exponent);
          if (Double.isFinite(value)) {
            into.add(value);
            truth = truth.add(new BigDecimal(value));
          }
        }
      }
      sum.add(part.copy());
      assertThat(sum.rounded()).as("seed %d round %d", SEED, round).isEqualTo(truth.doubleValue());
    }
  }

  private static double sum(double... values) {
    ExactSum sum = new ExactSum();
    for (double value : values) {
      sum.add(value);
    }
    return sum.rounded();
  }
}
