package io.tocsin.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

  @ParameterizedTest
  @CsvSource({"1, 50, 100", "2, 100, 200", "3, 200, 400", "7, 2500, 5000", "1000, 2500, 5000"})
  void doublesUpToTheCapAndTakesARandomPartAway(int failures, long least, long most) {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      assertThat(backoff.delayMillis(failures, random)).isBetween(least, most);
    }
  }

  @Test
  void theCapIsNotBelowTheFirst() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
