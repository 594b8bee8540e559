package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.measure.Broker;
import io.tocsin.benchmark.measure.Latencies;
import io.tocsin.benchmark.measure.ProcessorTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * From the moment that a log is given to Kafka's producer until a search finds it. Logs are found
 * in the order in which they were sent, all but those of two requests that overtake each other, so
 * that the number that a search finds says which are.
 *
 * <p>It is measured from when the pipeline has kept up for a while: at first the Java of the job
 * and that of Elasticsearch are busy with their own code, and what waits meanwhile waits long.
 */
final class LatencyBenchmark {
  private static final Duration LEVEL_FOR = Duration.ofSeconds(15);
  private static final Duration WARM_UP = Duration.ofMinutes(4);
  private static final Duration LEVEL = Duration.ofSeconds(2);
  private static final long ASK_NANOS = 20_000_000;

  private final int perSecond;
  private final Duration duration;

  LatencyBenchmark(int perSecond, Duration duration) {
    this.perSecond = perSecond;
    this.duration = duration;
  }

  void run(Broker broker, LocalElasticsearch elasticsearch) throws Exception {
    List<Long> millis = new ArrayList<>();
    Costs costs;
    try (RunningPipeline pipeline = new RunningPipeline(broker, elasticsearch);
        Feed feed = pipeline.feed(perSecond)) {
      awaitLevel(elasticsearch, feed);
      Costs before = Costs.now(broker, elasticsearch);
      long begin = System.nanoTime();
      long end = begin + duration.toNanos();
      int found = found(elasticsearch);
      int first = found;
      while (System.nanoTime() < end) {
        LockSupport.parkNanos(ASK_NANOS);
        int now = found(elasticsearch);
        long nanos = System.nanoTime();
        for (; found < now; found++) {
          millis.add((nanos - feed.sentNanos(found)) / 1_000_000);
        }
      }
      costs = Costs.now(broker, elasticsearch).since(before).dividedBy(found - first);
    }
    Latencies latencies = Latencies.of(millis);
    System.out.printf(
        "at %d logs/s, from append to searchable: %s%n", perSecond, latencies.summary());
    latencies.histogram().forEach(System.out::println);
    System.out.println(costs);
  }

  /** Until nothing has waited for long for a while. */
  private void awaitLevel(LocalElasticsearch elasticsearch, Feed feed) throws IOException {
    long begin = System.nanoTime();
    long level = begin;
    while (System.nanoTime() - level < LEVEL_FOR.toNanos()) {
      LockSupport.parkNanos(ASK_NANOS);
      long now = System.nanoTime();
      int behind = feed.sent() - found(elasticsearch);
      if (behind > perSecond * LEVEL.toSeconds()) {
        level = now;
      }
      if (now - begin > WARM_UP.toNanos()) {
        throw new IllegalStateException(
            "%d logs/s are more than the pipeline takes here: %d wait after %d s"
                .formatted(perSecond, behind, WARM_UP.toSeconds()));
      }
    }
    long took = Duration.ofNanos(level - begin).toSeconds();
    System.out.printf("keeps up with %d logs/s from %d s on%n", perSecond, took);
  }

  private static int found(LocalElasticsearch elasticsearch) throws IOException {
    return Math.toIntExact(elasticsearch.found(RunningPipeline.STREAM));
  }

  /** Processor time of the three processes. */
  private record Costs(Duration elasticsearch, Duration kafka, Duration job) {
    static Costs now(Broker broker, LocalElasticsearch elasticsearch) {
      return new Costs(
          ProcessorTime.of(elasticsearch.pid()),
          ProcessorTime.of(broker.pid()),
          ProcessorTime.ofThisProcess());
    }

    Costs since(Costs before) {
      return new Costs(
          elasticsearch.minus(before.elasticsearch),
          kafka.minus(before.kafka),
          job.minus(before.job));
    }

    Costs dividedBy(int logs) {
      return new Costs(elasticsearch.dividedBy(logs), kafka.dividedBy(logs), job.dividedBy(logs));
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "processor time of a log: Elasticsearch %.1f µs, job and sender %.1f µs, Kafka %.1f µs",
          micros(elasticsearch),
          micros(job),
          micros(kafka));
    }

    private static double micros(Duration time) {
      return time.toNanos() / 1e3;
    }
  }
}
