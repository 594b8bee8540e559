package io.tocsin.flink.job;

import static io.tocsin.flink.job.TestingClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.concurrent.NeverCompleteFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyProcessingTimeTest {
  private static final long HOUR = 3_600_000;
  private static final long SECOND = 1_000;

  private final TestingClock machine = new TestingClock();
  private final Timers timers = new Timers();
  private final SteadyProcessingTime time = new SteadyProcessingTime(timers);
  private final List<Long> came = new ArrayList<>();

  /** Flink's, which wait for as long as a time is ahead when they are asked for. */
  private final class Timers implements ProcessingTimeService {
    private final List<Long> waits = new ArrayList<>();
    private final List<ProcessingTimeCallback> callbacks = new ArrayList<>();

    @Override
    public Clock getClock() {
      return machine;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
      waits.add(timestamp - machine.absoluteTimeMillis());
      callbacks.add(target);
      return new NeverCompleteFuture(0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        ProcessingTimeCallback callback, long initialDelay, long period) {
      throw new AssertionError("nobody asks for that");
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        ProcessingTimeCallback callback, long initialDelay, long period) {
      throw new AssertionError("nobody asks for that");
    }

    @Override
    public CompletableFuture<Void> quiesce() {
      throw new AssertionError("nobody asks for that");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, HOUR, -HOUR})
  void whatIsDueInASecondComesInASecondWhateverTheClockWasSetTo(long step) throws Exception {
    machine.pass(10 * SECOND);
    machine.step(step);
    assertThat(time.getCurrentProcessingTime()).isEqualTo(NOON + 10 * SECOND);

    time.registerTimer(NOON + 11 * SECOND, came::add);
    time.registerTimer(NOON + 9 * SECOND, came::add);
    assertThat(timers.waits).containsExactly(SECOND, 0L);

    machine.pass(SECOND);
    for (ProcessingTimeService.ProcessingTimeCallback each : timers.callbacks) {
      each.onProcessingTime(machine.absoluteTimeMillis());
    }
    assertThat(came).containsExactly(NOON + 11 * SECOND, NOON + 9 * SECOND);
  }
}
