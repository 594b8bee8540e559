package io.tocsin.clock;

import static io.tocsin.clock.ClockState.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SightTest {
  private final Sight sight = new Sight(Duration.ofSeconds(15));

  @Test
  void silentPartitionsAreThoseOfAllReadersAsTheySaidLast() {
    Sight sight = new Sight(Duration.ofSeconds(15));
    assertThat(sight.silentPartitions()).isZero();
    sight.silent(0, 2);
    sight.silent(1, 1);
    assertThat(sight.silentPartitions()).isEqualTo(3);
    sight.silent(0, 0);
    assertThat(sight.silentPartitions()).isEqualTo(1);
  }

  /** Whoever asks the broker has a clock of his own, which one of the two may have wrong. */
  @ParameterizedTest
  @ValueSource(longs = {0, 3_600_000, -3_600_000})
  void isOfTheClockThatItIsAskedBy(long ahead) {
    sight.seen(0, 100_000, 100_900 + ahead, Map.of());
    sight.seen(0, 101_000, 101_400 + ahead, Map.of());
    assertThat(sight.blindSince(116_400 + ahead)).isNull();
    assertThat(sight.blindSince(116_401 + ahead)).isEqualTo(101_400 + ahead);

    // What took twenty seconds more to come is twenty seconds old.
    sight.seen(0, 102_000, 122_400 + ahead, Map.of());
    assertThat(sight.blindSince(122_400 + ahead)).isEqualTo(102_400 + ahead);
  }

  @Test
  void isThereUntilAReaderHasLongHadNoAnswer() {
    assertThat(sight.blindSince(1_000_000)).isNull();
    seen(0, 100_000, Map.of());
    seen(1, 101_000, Map.of());
    assertThat(sight.blindSince(115_000)).isNull();
    assertThat(sight.blindSince(115_001)).isEqualTo(100_000);
    assertThat(sight.blindSince(200_000)).isEqualTo(100_000);
  }

  @Test
  void comesBackWithTheAnswer() {
    seen(0, 100_000, Map.of());
    seen(1, 100_000, Map.of());
    seen(0, 150_000, Map.of());
    assertThat(sight.blindSince(150_500)).isEqualTo(100_000);
    seen(1, 150_000, Map.of());
    assertThat(sight.blindSince(150_500)).isNull();
    seen(1, 90_000, Map.of());
    assertThat(sight.blindSince(150_500)).isNull();
  }

  @Test
  void aTopicIsSilentWhenEveryReaderOfItSaysSoForLongEnough() {
    seen(0, 200_000, Map.of("logs", 100_000L, "audit", NONE));
    assertThat(sight.topics(2)).isZero();
    assertThat(sight.silentSince(2, topic -> 60_000)).isEmpty();

    seen(1, 190_000, Map.of("logs", 120_000L));
    assertThat(sight.topics(2)).isEqualTo(2);
    assertThat(sight.silentSince(2, topic -> 60_000)).containsOnly(Map.entry("logs", 120_000L));
    assertThat(sight.silentSince(2, topic -> 70_000)).isEmpty();

    seen(1, 200_000, Map.of("logs", NONE));
    assertThat(sight.silentSince(2, topic -> 60_000)).isEmpty();
  }

  @Test
  void whoCannotSeeSaysNothingNewOfTopics() {
    seen(0, 150_000, Map.of("logs", 100_000L));
    assertThat(sight.silentSince(1, topic -> 60_000)).isEmpty();
    seen(0, 150_000, null);
    assertThat(sight.topics(1)).isEqualTo(1);
    assertThat(sight.silentSince(1, topic -> 60_000)).isEmpty();
  }

  /** By the same clock, and heard at once. */
  private void seen(int reader, long millis, @Nullable Map<String, Long> silentSince) {
    sight.seen(reader, millis, millis, silentSince);
  }
}
