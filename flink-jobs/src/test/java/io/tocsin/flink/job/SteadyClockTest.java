package io.tocsin.flink.job;

import static io.tocsin.flink.job.TestingClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.clock.ClockState;
import io.tocsin.clock.PartitionClock;
import io.tocsin.clock.SilencePolicy;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine's clock is set while a job runs. */
class SteadyClockTest {
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

  /** A job that begins anew in the same process has its own copy of the class. */
  @Test
  void whoeverBeginsLaterInAProcessAgrees() {
    Properties process = new Properties();
    SteadyClock one = SteadyClock.kept(process, machine);
    machine.pass(SECOND);
    machine.step(HOUR);
    SteadyClock other = SteadyClock.kept(process, machine);

    assertThat(one.absoluteTimeMillis()).isEqualTo(NOON + SECOND);
    assertThat(other.absoluteTimeMillis()).isEqualTo(NOON + SECOND);
    assertThat(SteadyClock.kept(new Properties(), machine).absoluteTimeMillis())
        .isEqualTo(NOON + SECOND + HOUR);
  }
}
