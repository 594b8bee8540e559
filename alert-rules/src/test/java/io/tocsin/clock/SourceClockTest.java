package io.tocsin.clock;

import static io.tocsin.clock.ClockState.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceClockTest {
  private static final ClockReport EMPTY = new ClockReport(ClockStatus.EMPTY, NONE, 1);
  private static final ClockReport UNREAD = new ClockReport(ClockStatus.UNREAD, NONE, 1);

  private final SourceClock clock = new SourceClock();

  @Test
  void isTheSlowestOfAllReadersThatHaveATime() {
    clock.report(0, at(300));
    clock.report(1, EMPTY);
    clock.report(2, at(200));

    assertThat(clock.clockMillis(3, 3)).isEqualTo(200);
  }

  @Test
  void isUnknownUntilEveryReaderHasSpoken() {
    clock.report(0, at(300));

    assertThat(clock.clockMillis(2, 2)).isEqualTo(NONE);
  }

  @Test
  void isUnknownWhileAReaderMayHoldUnreadLogs() {
    clock.report(0, at(300));
    clock.report(1, UNREAD);

    assertThat(clock.clockMillis(2, 2)).isEqualTo(NONE);
  }

  @Test
  void isUnknownWhereNoLogEverCame() {
    clock.report(0, EMPTY);

    assertThat(clock.clockMillis(1, 1)).isEqualTo(NONE);
  }

  @Test
  void waitsForAReaderThatIsGone() {
    clock.report(0, at(300));
    clock.report(1, at(300));
    assertThat(clock.clockMillis(2, 2)).isEqualTo(300);

    clock.forget(1);
    clock.report(0, at(400));
    assertThat(clock.clockMillis(2, 2)).isEqualTo(NONE);

    // It has gone on from a checkpoint, before the time to which the clock had come.
    clock.report(1, at(250));
    assertThat(clock.clockMillis(2, 2)).isEqualTo(250);
  }

  @Test
  void neverGoesBack() {
    clock.report(0, at(300));
    assertThat(clock.clockMillis(1, 1)).isEqualTo(300);

    clock.report(0, at(200));
    assertThat(clock.clockMillis(1, 1)).isEqualTo(300);
  }

  @Test
  void aReaderReportsTheSlowestOfItsPartitions() {
    PartitionClock early = new PartitionClock(ClockState.NEW, SilencePolicy.ON_PROOF);
    early.log(200, 0, 0);
    PartitionClock late = new PartitionClock(ClockState.NEW, SilencePolicy.ON_PROOF);
    late.log(300, 0, 0);
    PartitionClock empty = new PartitionClock(ClockState.NEW, SilencePolicy.ON_PROOF);
    empty.consumed(0);
    empty.endOffset(0, 0);
    PartitionClock unread = new PartitionClock(ClockState.NEW, SilencePolicy.ON_PROOF);

    assertThat(ClockReport.of(List.of(late, early, empty)))
        .isEqualTo(new ClockReport(ClockStatus.RUNNING, 200, 3));
    assertThat(ClockReport.of(List.of(empty))).isEqualTo(EMPTY);
    assertThat(ClockReport.of(List.of())).isEqualTo(new ClockReport(ClockStatus.EMPTY, NONE, 0));
    assertThat(ClockReport.of(List.of(late, unread)))
        .isEqualTo(new ClockReport(ClockStatus.UNREAD, NONE, 2));
  }

  /** A reader that was asked before it had its partition has reported none. */
  @Test
  void waitsUntilEveryPartitionThatWasGivenIsReported() {
    SourceClock clock = new SourceClock();
    clock.report(0, at(200));
    clock.report(1, new ClockReport(ClockStatus.EMPTY, NONE, 0));
    assertThat(clock.clockMillis(2, 2)).isEqualTo(NONE);
    clock.report(1, at(100));
    assertThat(clock.clockMillis(2, 2)).isEqualTo(100);
  }

  private static ClockReport at(long clockMillis) {
    return new ClockReport(ClockStatus.RUNNING, clockMillis, 1);
  }
}
