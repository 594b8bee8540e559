package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Heartbeat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeardBeatsTest {
  private static final long NOON = 1_787_392_800_000L;
  private static final long HOUR = 3_600_000;

  private final HeardBeats beats = new HeardBeats();

  /** When it was written, by the clock of who hears it, in milliseconds from noon. */
  private long heard(int subtask, long at, long now) {
    return beats.heard(beat(subtask, NOON + at, null), NOON + now).atMillis() - NOON;
  }

  private static Heartbeat beat(int subtask, long at, @Nullable Long blindSince) {
    return new Heartbeat(subtask, 2, at, NOON, 0, blindSince);
  }

  @Test
  void aHeartbeatOfNowSaysWhenItWasWritten() {
    assertThat(heard(0, 0, 30_000)).isZero();
    assertThat(heard(0, 40_000, 40_000)).isEqualTo(40_000);
  }

  @Test
  void thoseOfAClockThatIsSlowAreOfNowOnceTheyAreAsOldForLong() {
    for (int second = 0; second < 27; second++) {
      assertThat(heard(0, second * 1_000L - HOUR, second * 1_000L + second % 4 * 1_000L))
          .isEqualTo(second * 1_000L - HOUR);
    }
    assertThat(heard(0, 30_000 - HOUR, 30_000)).isEqualTo(30_000);
    assertThat(heard(0, 31_000 - HOUR, 33_000)).isEqualTo(33_000);
    assertThat(heard(1, 31_000 - HOUR, 33_000)).isEqualTo(31_000 - HOUR);

    Heartbeat blind = beats.heard(beat(0, NOON + 34_000 - HOUR, NOON - HOUR), NOON + 34_000);
    assertThat(blind).isEqualTo(beat(0, NOON + 34_000, NOON));
  }

  @Test
  void thoseThatAreReadLateAreOldUntilAllAreRead() {
    for (int second = 0; second < 360; second++) {
      long written = second * 10_000L - HOUR;
      assertThat(heard(0, written, second * 1_000L)).isEqualTo(written);
    }
  }

  @Test
  void aClockThatIsRightAgainIsBelieved() {
    for (int second = 0; second < 60; second++) {
      heard(0, second * 1_000L - HOUR, second * 1_000L);
    }
    assertThat(heard(0, 60_000, 61_000)).isEqualTo(60_000);
    assertThat(heard(0, 62_000 - HOUR, 62_000)).isEqualTo(62_000 - HOUR);
  }
}
