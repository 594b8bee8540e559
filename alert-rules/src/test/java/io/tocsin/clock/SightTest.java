package io.tocsin.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SightTest {
  private final Sight sight = new Sight(Duration.ofSeconds(15));

  @Test
  void isThereUntilAReaderHasLongHadNoAnswer() {
    assertThat(sight.blindSince(1_000_000)).isNull();
    sight.seen(0, 100_000);
    sight.seen(1, 101_000);
    assertThat(sight.blindSince(115_000)).isNull();
    assertThat(sight.blindSince(115_001)).isEqualTo(100_000);
    assertThat(sight.blindSince(200_000)).isEqualTo(100_000);
  }

  @Test
  void comesBackWithTheAnswer() {
    sight.seen(0, 100_000);
    sight.seen(1, 100_000);
    sight.seen(0, 150_000);
    assertThat(sight.blindSince(150_500)).isEqualTo(100_000);
    sight.seen(1, 150_000);
    assertThat(sight.blindSince(150_500)).isNull();
    sight.seen(1, 90_000);
    assertThat(sight.blindSince(150_500)).isNull();
  }
}
