package io.tocsin.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DistinctPartialTest {

  @Test
  void isExactToAThousand() {
    DistinctPartial partial = new DistinctPartial();
    for (int i = 0; i < 3_000; i++) {
      partial.add(TestingDocument.of("value " + i % 1_000), 0);
    }
    assertThat(partial.distinct()).isEqualTo(1_000);
  }

  @Test
  void beyondAThousandStaysBeyondAThousandAndNeverFalls() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      DistinctPartial partial = new DistinctPartial();
      long before = 0;
      for (int i = 1; i <= 6_000; i++) {
        partial.add(random.nextLong());
        long now = partial.distinct();
        // What an open slot has promised, a further log must not take back.
        assertThat(now).as("seed %d, %d values", seed, i).isGreaterThanOrEqualTo(before);
        before = now;
      }
      assertThat(before).isGreaterThan(1_000);
    }
  }

  @Test
  void theStandardErrorIsBelowSevenPerMille() {
    for (int size : new int[] {2_000, 20_000, 200_000}) {
      double squares = 0;
      int rounds = 60;
      for (int seed = 0; seed < rounds; seed++) {
        Random random = new Random(31L * seed + size);
        DistinctPartial partial = new DistinctPartial();
        for (int i = 0; i < size; i++) {
          partial.add(random.nextLong());
        }
        double error = (double) partial.distinct() / size - 1;
        squares += error * error;
      }
      // Of 60 rounds the root mean square itself is known to about 9 %.
      assertThat(Math.sqrt(squares / rounds)).as("%d values", size).isLessThan(0.007 * 1.18);
    }
  }

  @Test
  void numbersAreOneByTheirValue() {
    DistinctPartial partial = new DistinctPartial();
    partial.add(TestingDocument.of(1L, 1.0, "1"), 0);
    partial.add(TestingDocument.of(1.5, 2L, true, "true"), 0);
    assertThat(partial.distinct()).isEqualTo(4);
  }

  @Test
  void everyElementOfAnArrayCounts() {
    DistinctPartial partial = new DistinctPartial();
    partial.add(TestingDocument.of("a", "b", "a"), 0);
    partial.add(TestingDocument.of(), 0);
    assertThat(partial.distinct()).isEqualTo(2);
  }
}
