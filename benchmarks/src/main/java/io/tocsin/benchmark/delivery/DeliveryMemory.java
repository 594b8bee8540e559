package io.tocsin.benchmark.delivery;

import io.tocsin.benchmark.measure.Steadily;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.JobKind;

/**
 * The heap of the TaskManagers and the size of the delivery job's checkpoints, seen twice a second.
 * A heap is as full as its collector lets it be: the least that is seen is nearest to what is held.
 */
final class DeliveryMemory implements AutoCloseable {
  private static final double SAMPLES_A_SECOND = 2;

  private final FlinkClient flink;
  private final String job;
  private final Steadily samples;
  private Seen seen = new Seen();

  DeliveryMemory(Installation installation) {
    this.flink = installation.flink();
    this.job = installation.flink().running(JobKind.DELIVERY).orElseThrow().id();
    this.samples = new Steadily("memory", SAMPLES_A_SECOND, this::look);
  }

  private static final class Seen {
    private long leastHeap = Long.MAX_VALUE;
    private long mostHeap;
    private long mostCheckpoint;
    private long longestCheckpoint;
  }

  private void look() {
    long heap = flink.taskManagerHeap();
    FlinkClient.Checkpoints checkpoints = flink.checkpoints(job);
    synchronized (this) {
      seen.leastHeap = Math.min(seen.leastHeap, heap);
      seen.mostHeap = Math.max(seen.mostHeap, heap);
      seen.mostCheckpoint = Math.max(seen.mostCheckpoint, checkpoints.latestBytes());
      seen.longestCheckpoint = Math.max(seen.longestCheckpoint, checkpoints.latestMillis());
    }
  }

  /** What was seen since it was asked last, for a person. */
  synchronized String take() {
    Seen now = seen;
    seen = new Seen();
    return "the fullest TaskManager's heap %.0f to %.0f MB, delivery checkpoints up to %.1f MB in %d ms"
        .formatted(
            now.leastHeap / 1e6,
            now.mostHeap / 1e6,
            now.mostCheckpoint / 1e6,
            now.longestCheckpoint);
  }

  @Override
  public void close() throws InterruptedException {
    samples.close();
  }
}
