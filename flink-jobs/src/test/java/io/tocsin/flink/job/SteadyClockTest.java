package io.tocsin.flink.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.clock.ClockState;
import io.tocsin.clock.PartitionClock;
import io.tocsin.clock.SilencePolicy;
import java.time.Instant;
import org.apache.flink.util.clock.Clock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine's clock is set while a job runs. */
class SteadyClockTest {
  private static final long NOON = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final long SECOND = 1_000;

  private final TestingClock machine = new TestingClock();
  private final SteadyClock clock = new SteadyClock(machine);

  @ParameterizedTest
  @ValueSource(longs = {HOUR, -HOUR})
  void goesOnAtThePaceOfElapsedTime(long step) {
    assertThat(clock.absoluteTimeMillis()).isEqualTo(NOON);

    machine.pass(10 * SECOND);
    machine.step(step);
    machine.pass(5 * SECOND);

    assertThat(machine.absoluteTimeMillis()).isEqualTo(NOON + 15 * SECOND + step);
    assertThat(clock.absoluteTimeMillis()).isEqualTo(NOON + 15 * SECOND);
  }

  /** A silence of seconds stays one of seconds, whatever the machine's clock says. */
  @ParameterizedTest
  @ValueSource(longs = {0, HOUR, -HOUR})
  void aStepIsNoSilence(long step) {
    PartitionClock partition = new PartitionClock(ClockState.NEW, SilencePolicy.ON_PROOF);
    partition.log(NOON, NOON, 0);
    partition.consumed(1);
    for (int second = 1; second <= 300; second++) {
      machine.pass(SECOND);
      if (second == 100) {
        machine.step(step);
      }
      partition.endOffset(clock.absoluteTimeMillis(), 1);
    }

    assertThat(partition.clockMillis()).isEqualTo(NOON + 300 * SECOND);
  }

  private static final class TestingClock extends Clock {
    private long elapsedMillis = 7_777;
    private long aheadMillis = NOON - elapsedMillis;

    void pass(long millis) {
      elapsedMillis += millis;
    }

    void step(long millis) {
      aheadMillis += millis;
    }

    @Override
    public long absoluteTimeMillis() {
      return elapsedMillis + aheadMillis;
    }

    @Override
    public long relativeTimeMillis() {
      return elapsedMillis;
    }

    @Override
    public long relativeTimeNanos() {
      return elapsedMillis * 1_000_000;
    }
  }
}
