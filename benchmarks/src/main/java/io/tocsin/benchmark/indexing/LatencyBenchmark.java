package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.measure.Latencies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * From the moment that a log is given to Kafka's producer until a search finds it. Logs are found
 * in the order in which they were sent, all but those of two requests that overtake each other, so
 * that the number that a search finds says which are.
 */
final class LatencyBenchmark {
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final long ASK_NANOS = 20_000_000;

  private final int perSecond;
  private final Duration duration;

  LatencyBenchmark(int perSecond, Duration duration) {
    this.perSecond = perSecond;
    this.duration = duration;
  }

  void run() throws Exception {
    List<Long> millis = new ArrayList<>();
    try (RunningPipeline pipeline = new RunningPipeline();
        Feed feed = pipeline.feed(perSecond)) {
      long begin = System.nanoTime() + WARM_UP.toNanos();
      long end = begin + duration.toNanos();
      int found = 0;
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(ASK_NANOS);
        int now = Math.toIntExact(pipeline.elasticsearch().found(RunningPipeline.STREAM));
        long nanos = System.nanoTime();
        for (; found < now; found++) {
          if (feed.sentNanos(found) >= begin) {
            millis.add((nanos - feed.sentNanos(found)) / 1_000_000);
          }
        }
      }
    }
    if (millis.isEmpty()) {
      throw new IllegalStateException("no log was found in time");
    }
    Latencies latencies = Latencies.of(millis);
    System.out.printf(
        "at %d logs/s, from append to searchable: %s%n", perSecond, latencies.summary());
    latencies.histogram().forEach(System.out::println);
  }
}
