package io.tocsin.benchmark.indexing;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
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
    long[] millis = new long[Math.toIntExact(perSecond * (duration.toSeconds() + 60))];
    int measured = 0;
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
          if (feed.sentNanos(found) >= begin && measured < millis.length) {
            millis[measured++] = (nanos - feed.sentNanos(found)) / 1_000_000;
          }
        }
      }
    }
    if (measured == 0) {
      throw new IllegalStateException("no log was found in time");
    }
    Arrays.sort(millis, 0, measured);
    System.out.printf(
        Locale.ROOT,
        "%d logs at %d/s, from append to searchable: p50 %d ms, p90 %d ms, p99 %d ms, most %d ms%n",
        measured,
        perSecond,
        millis[measured / 2],
        millis[(int) (measured * 0.90)],
        millis[(int) (measured * 0.99)],
        millis[measured - 1]);
  }
}
