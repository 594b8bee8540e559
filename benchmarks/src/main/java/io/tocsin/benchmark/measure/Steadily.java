package io.tocsin.benchmark.measure;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Does something so many times a second, in a thread of its own, from when it is made until it is
 * closed. Times that are missed are made up for, so that the rate holds on a machine that is busy
 * elsewhere.
 */
public final class Steadily implements AutoCloseable {
  private static final long MOST_TICKS_A_SECOND = 200;

  private final Runnable action;
  private final double perSecond;
  private final long beganNanos;
  private final ScheduledExecutorService thread;
  private final ScheduledFuture<?> ticks;
  private volatile boolean closing;
  private volatile long times;

  /**
   * Begins.
   *
   * @param name of the thread
   * @param perSecond how often; more than zero
   * @param action what to do; its failure is thrown by {@link #close}
   */
  public Steadily(String name, double perSecond, Runnable action) {
    this.action = action;
    this.perSecond = perSecond;
    this.beganNanos = System.nanoTime();
    this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
    long tickNanos = (long) (1e9 / Math.min(perSecond, MOST_TICKS_A_SECOND));
    this.ticks = thread.scheduleAtFixedRate(this::catchUp, 0, tickNanos, TimeUnit.NANOSECONDS);
  }

  private void catchUp() {
    long due = 1 + (long) ((System.nanoTime() - beganNanos) * perSecond / 1e9);
    while (times < due && !closing) {
      action.run();
      times = times + 1; // by this thread only
    }
  }

  /** How often it was done. */
  public long times() {
    return times;
  }

  /**
   * Returns after so long.
   *
   * @throws ExecutionException if the action has failed by then
   */
  public void awaitFor(Duration duration) throws InterruptedException, ExecutionException {
    try {
      ticks.get(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stillGoing) {
      return;
    }
  }

  /**
   * Ends, after what is being done now.
   *
   * @throws IllegalStateException if the action failed
   */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    var unused = ticks.cancel(false);
    thread.shutdown();
    thread.awaitTermination(1, TimeUnit.MINUTES);
    try {
      ticks.get();
    } catch (CancellationException ended) {
      return;
    } catch (ExecutionException e) {
      throw new IllegalStateException("what was to be done steadily failed", e.getCause());
    }
  }
}
