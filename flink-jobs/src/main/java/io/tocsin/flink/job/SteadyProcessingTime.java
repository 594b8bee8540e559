package io.tocsin.flink.job;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.clock.Clock;

/**
 * The processing time of an operator by a {@link SteadyClock}, for what is decided by it and for
 * timers. Flink's own is the machine's clock: when that is set back by an hour, timers that wait
 * behind others come an hour late.
 */
public final class SteadyProcessingTime implements ProcessingTimeService {
  private final ProcessingTimeService machine;
  private final SteadyClock clock;

  /** The same as another, as long as nobody sets its clock. */
  public SteadyProcessingTime(ProcessingTimeService machine) {
    this.machine = machine;
    this.clock = SteadyClock.beside(machine.getClock());
  }

  @Override
  public Clock getClock() {
    return clock;
  }

  /** Flink waits for as long as a time is ahead of its own clock. */
  @Override
  public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
    long waitMillis = Math.max(0, timestamp - getCurrentProcessingTime());
    return machine.registerTimer(
        machine.getCurrentProcessingTime() + waitMillis,
        ofTheMachine -> target.onProcessingTime(timestamp));
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      ProcessingTimeCallback callback, long initialDelay, long period) {
    return machine.scheduleAtFixedRate(callback, initialDelay, period);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      ProcessingTimeCallback callback, long initialDelay, long period) {
    return machine.scheduleWithFixedDelay(callback, initialDelay, period);
  }

  @Override
  public CompletableFuture<Void> quiesce() {
    return machine.quiesce();
  }
}
