package io.tocsin.flink.elasticsearch;

import java.util.random.RandomGenerator;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.connector.base.sink.writer.strategy.RateLimitingStrategy;
import org.apache.flink.connector.base.sink.writer.strategy.RequestInfo;
import org.apache.flink.connector.base.sink.writer.strategy.ResultInfo;

/**
 * Lets requests through: up to a number at a time while all is well, none during the pause after a
 * failure, then one by one until one is taken whole.
 *
 * <p>Without the pause {@code AsyncSinkWriter} sends what failed again at once, and a checkpoint,
 * which waits until nothing is in flight, would not complete while Elasticsearch is away. Used on
 * the task's thread only.
 */
final class BackoffGate implements RateLimitingStrategy {
  private final int maxBatchSize;
  private final int maxInFlight;
  private final Backoff backoff;
  private final ProcessingTimeService timers;
  private final RandomGenerator random;
  private int inFlight;
  private int failures;
  private boolean paused;

  BackoffGate(
      BulkLimits limits, Backoff backoff, ProcessingTimeService timers, RandomGenerator random) {
    this.maxBatchSize = limits.maxEntries();
    this.maxInFlight = limits.maxInFlight();
    this.backoff = backoff;
    this.timers = timers;
    this.random = random;
  }

  int inFlight() {
    return inFlight;
  }

  @Override
  public void registerInFlightRequest(RequestInfo request) {
    inFlight++;
  }

  @Override
  public void registerCompletedRequest(ResultInfo result) {
    inFlight--;
  }

  /** A request was settled whole. */
  void succeeded() {
    failures = 0;
  }

  /**
   * Entries of a request must be sent again, after a pause.
   *
   * @param progress whether others of it were settled. Then Elasticsearch is there, and one index
   *     that takes nothing must not slow the others down ever more
   */
  void failed(boolean progress) {
    if (!paused) {
      failures = progress ? 1 : failures + 1;
      pause(backoff.delayMillis(failures, random));
    }
  }

  private void pause(long millis) {
    paused = true;
    // The timer also wakes a writer that waits for the gate to open.
    var unused =
        timers.registerTimer(timers.getCurrentProcessingTime() + millis, time -> paused = false);
  }

  @Override
  public boolean shouldBlock(RequestInfo request) {
    return paused || inFlight >= (failures > 0 ? 1 : maxInFlight);
  }

  @Override
  public int getMaxBatchSize() {
    return maxBatchSize;
  }
}
