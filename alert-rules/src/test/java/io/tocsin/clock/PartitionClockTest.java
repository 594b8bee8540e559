package io.tocsin.clock;

import static io.tocsin.clock.ClockState.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are seconds here, of an hour in which logs of another year are played. */
class PartitionClockTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long THEN = 1_000_000 * SECOND;
  private static final long NOW = 2_000_000 * SECOND;

  private PartitionClock clock = new PartitionClock(ClockState.NEW, SilencePolicy.ON_PROOF);

  @Test
  void hasNoTimeBeforeTheFirstLog() {
    clock.consumed(0);
    clock.endOffset(NOW, 0);

    assertThat(clock.clockMillis()).isEqualTo(NONE);
  }

  @Test
  void followsTheNewestLogAndNotAnOlderOne() {
    clock.log(THEN + 10 * SECOND, NOW, 0);
    clock.log(THEN, NOW, 1);

    assertThat(clock.clockMillis()).isEqualTo(THEN + 10 * SECOND);
  }

  @ParameterizedTest
  @CsvSource({
    // position, end, seconds that the clock moves when asked 7 s after the log arrived
    "1, 1, 7",
    "2, 1, 7", // the consumer was faster than the answer
    "1, 2, 0", // a record is still to be read
    "2, 2, 7", // that was a control record, or it was read meanwhile
  })
  void movesOnlyWhenTheConsumerHasReachedTheEnd(long position, long end, long movedSeconds) {
    clock.log(THEN, NOW, 0);
    clock.consumed(position);
    clock.endOffset(NOW + 7 * SECOND, end);

    assertThat(clock.clockMillis()).isEqualTo(THEN + movedSeconds * SECOND);
  }

  @Test
  void movesWhenTheConsumerReachesTheEndLater() {
    clock.log(THEN, NOW, 0);
    clock.consumed(1);
    clock.endOffset(NOW + 7 * SECOND, 2);
    clock.consumed(2);

    assertThat(clock.clockMillis()).isEqualTo(THEN + 7 * SECOND);
  }

  @Test
  void aReaderThatIsAlwaysALittleBehindStillProvesOlderSilence() {
    clock.log(THEN, NOW, 0);
    for (int second = 1; second <= 100; second++) {
      clock.endOffset(NOW + second * SECOND, 10L * second);
      clock.consumed(10L * second - 5);
    }

    assertThat(clock.clockMillis()).isEqualTo(THEN + 99 * SECOND);
  }

  /** The broker named the partition, and was gone before it was first asked where it ends. */
  @Test
  void anOutageBeforeTheFirstAnswerIsBlindnessToo() {
    clock = new PartitionClock(ClockState.NEW.takenOn(NOW), SilencePolicy.ON_PROOF);
    clock.log(THEN, NOW, 0);
    clock.consumed(1);
    for (int second = 30; second < 60; second++) {
      clock.endOffset(NOW + second * SECOND, 1);
      assertThat(clock.clockMillis()).isEqualTo(THEN);
    }

    clock.endOffset(NOW + 60 * SECOND, 1);

    assertThat(clock.clockMillis()).isEqualTo(THEN + 60 * SECOND);
  }

  @Test
  void whoeverWasAskedBeforeIsNotTakenOnAnew() {
    clock.endOffset(NOW, 0);

    assertThat(clock.state().takenOn(NOW + MINUTE)).isEqualTo(clock.state());
  }

  @Test
  void silenceIsNothingWhereOnlyLogsCount() {
    clock = new PartitionClock(ClockState.NEW, SilencePolicy.LOGS_ONLY);
    clock.log(THEN, NOW, 0);
    clock.consumed(1);
    clock.endOffset(NOW + MINUTE, 1);

    assertThat(clock.clockMillis()).isEqualTo(THEN);
  }

  /** The partition of a topic that was deleted, and of one that was made anew. */
  @Test
  void whatIsGoneGoesAlongUntilItIsThereAgain() {
    silentFor(10);
    clock.gone();
    assertThat(clock.status()).isEqualTo(ClockStatus.EMPTY);
    clock.follow(THEN + MINUTE);
    assertThat(clock.clockMillis()).isEqualTo(THEN + MINUTE);

    clock.endOffset(NOW + MINUTE, 1);
    assertThat(clock.status()).isEqualTo(ClockStatus.RUNNING);
    clock.follow(THEN + 2 * MINUTE);
    assertThat(clock.clockMillis()).isEqualTo(THEN + MINUTE);
  }

  @Test
  void aLogThatWasDelayedDoesNotSetTheClockBack() {
    silentFor(60);
    clock.log(THEN + 30 * SECOND, NOW + MINUTE, 1);

    assertThat(clock.clockMillis()).isEqualTo(THEN + MINUTE);
  }

  @ParameterizedTest
  @CsvSource({
    // seconds blind, seconds after the first answer, seconds of the clock's time
    "4, 0, 14", // a late answer is no blindness
    "30, 0, 10",
    "30, 29, 10",
    "30, 30, 70", // the grace is over: all of that time was silent
    "600, 119, 10",
    "600, 120, 730", // it never lasts longer than two minutes
  })
  void waitsAfterBlindness(long blindSeconds, long laterSeconds, long expectedSeconds) {
    silentFor(10);
    long sight = NOW + (10 + blindSeconds) * SECOND;
    answers(sight, 0, laterSeconds, 1);

    assertThat(clock.clockMillis()).isEqualTo(THEN + expectedSeconds * SECOND);
  }

  @Test
  void aLogAfterBlindnessEndsTheGraceAndElapsedTimeIsCountedFromIt() {
    silentFor(10);
    long sight = NOW + 610 * SECOND;
    clock.endOffset(sight, 1);
    clock.log(THEN + 11 * SECOND, sight + SECOND, 1);
    clock.consumed(2);
    clock.endOffset(sight + 3 * SECOND, 2);

    assertThat(clock.clockMillis()).isEqualTo(THEN + 13 * SECOND);
  }

  @Test
  void anOldLogAfterBlindnessDoesNotLetTheClockLeapOverIt() {
    silentFor(10);
    long sight = NOW + 610 * SECOND;
    clock.endOffset(sight, 1);
    clock.log(THEN - 5 * SECOND, sight + SECOND, 1);
    clock.consumed(2);
    answers(sight, 1, 21, 2);

    assertThat(clock.clockMillis()).isEqualTo(THEN + 20 * SECOND);
  }

  @Test
  void aLogFromBeforeTheEndOfBlindnessDoesNotEndTheGrace() {
    silentFor(10);
    long sight = NOW + 610 * SECOND;
    clock.endOffset(sight, 2);
    clock.log(THEN + 11 * SECOND, NOW + 11 * SECOND, 1);
    clock.consumed(2);
    clock.endOffset(sight + SECOND, 2);

    assertThat(clock.clockMillis()).isEqualTo(THEN + 11 * SECOND);
  }

  @Test
  void timeWithoutAJobIsBlindToo() {
    silentFor(10);
    clock = new PartitionClock(clock.state(), SilencePolicy.ON_PROOF);
    clock.consumed(1);
    clock.endOffset(NOW + 40 * SECOND, 1);
    assertThat(clock.clockMillis()).isEqualTo(THEN + 10 * SECOND);

    answers(NOW + 40 * SECOND, 1, 30, 1);
    assertThat(clock.clockMillis()).isEqualTo(THEN + 70 * SECOND);
  }

  @Test
  void anEmptyPartitionGoesAlongWithTheOthersOnceItIsProvenEmpty() {
    clock.follow(THEN);
    assertThat(clock.status()).isEqualTo(ClockStatus.UNREAD);
    assertThat(clock.clockMillis()).isEqualTo(NONE);

    clock.consumed(5);
    clock.endOffset(NOW, 5);
    clock.follow(THEN);
    assertThat(clock.status()).isEqualTo(ClockStatus.EMPTY);
    assertThat(clock.clockMillis()).isEqualTo(THEN);
  }

  @Test
  void anEmptyPartitionStopsWhereSomethingIsToBeRead() {
    clock.consumed(5);
    clock.endOffset(NOW, 5);
    clock.follow(THEN);
    clock.endOffset(NOW + SECOND, 6);
    clock.follow(THEN + MINUTE);

    assertThat(clock.status()).isEqualTo(ClockStatus.UNREAD);
    assertThat(clock.clockMillis()).isEqualTo(THEN);
  }

  @Test
  void aPartitionWithATimeFollowsNobody() {
    clock.log(THEN, NOW, 0);
    clock.follow(THEN + MINUTE);

    assertThat(clock.clockMillis()).isEqualTo(THEN);
  }

  /**
   * Whatever happens in whatever order: the clock never goes back, also not over restarts, and it
   * is never ahead of the newest log by more than the time since the first log.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void neverGoesBackAndNeverLeaps(long seed) {
    Random random = new Random(seed);
    long now = NOW;
    long event = THEN;
    long offset = 0;
    long position = 0;
    long newest = NONE;
    long last = NONE;
    for (int step = 0; step < 5_000; step++) {
      now += random.nextInt(random.nextInt(20) == 0 ? 300_000 : 2_000);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          event += random.nextInt(4_000) - 1_000;
          clock.log(event, now - random.nextInt(100), offset++);
          newest = Math.max(newest, event);
        }
        case 2 -> {
          position = random.nextBoolean() ? offset : Math.max(position, offset - 1);
          clock.consumed(position);
        }
        case 3 -> clock.endOffset(now, offset + random.nextInt(2));
        default -> clock = new PartitionClock(clock.state(), SilencePolicy.ON_PROOF);
      }
      assertThat(clock.clockMillis())
          .as("seed %d, step %d", seed, step)
          .isGreaterThanOrEqualTo(last);
      last = clock.clockMillis();
      if (newest != NONE) {
        assertThat(last)
            .as("seed %d, step %d", seed, step)
            .isBetween(newest, newest + (now - NOW) + 100);
      }
    }
  }

  /** One log at NOW with event time THEN, then proven silence of this length. */
  private void silentFor(int seconds) {
    clock.log(THEN, NOW, 0);
    clock.consumed(1);
    answers(NOW, 0, seconds, 1);
    assertThat(clock.clockMillis()).isEqualTo(THEN + seconds * SECOND);
  }

  private void answers(long start, long fromSecond, long toSecond, long end) {
    for (long second = fromSecond; second <= toSecond; second++) {
      clock.endOffset(start + second * SECOND, end);
    }
  }

  @Test
  void saysSinceWhenItIsSilentOnceAllWasRead() {
    assertThat(clock.silentSinceMillis()).isEqualTo(NONE);
    clock.log(THEN, NOW, 0);
    clock.log(THEN - MINUTE, NOW + SECOND, 1);
    clock.consumed(2);
    assertThat(clock.hasBeenReadToAnEnd()).isFalse();

    clock.endOffset(NOW + MINUTE, 2);
    assertThat(clock.hasBeenReadToAnEnd()).isTrue();
    assertThat(clock.silentSinceMillis()).isEqualTo(NOW + SECOND);

    clock.endOffset(NOW + MINUTE + SECOND, 3);
    assertThat(clock.silentSinceMillis()).isEqualTo(NONE);
  }

  @Test
  void isNotSilentJustAfterNobodyCouldLook() {
    clock.log(THEN, NOW, 0);
    clock.consumed(1);
    clock.endOffset(NOW + SECOND, 1);
    clock.endOffset(NOW + 61 * SECOND, 1);
    assertThat(clock.silentSinceMillis()).isEqualTo(NONE);

    for (int second = 62; second <= 122; second++) {
      clock.endOffset(NOW + second * SECOND, 1);
    }
    assertThat(clock.silentSinceMillis()).isEqualTo(NOW);
  }
}
