package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.measure.Broker;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** What the job holds in memory while Elasticsearch is away and logs keep coming. */
final class OutageBenchmark {
  private static final Duration BEFORE = Duration.ofSeconds(30);
  private static final int SAMPLES = 20;

  private final int perSecond;
  private final Duration outage;

  OutageBenchmark(int perSecond, Duration outage) {
    this.perSecond = perSecond;
    this.outage = outage;
  }

  void run() throws Exception {
    try (Broker broker = new Broker();
        LocalElasticsearch elasticsearch = new LocalElasticsearch(broker.workspace());
        RunningPipeline pipeline = new RunningPipeline(broker, elasticsearch);
        Feed feed = pipeline.feed(perSecond)) {
      LockSupport.parkNanos(BEFORE.toNanos());
      say("before", feed);
      long found = elasticsearch.found(RunningPipeline.STREAM);
      elasticsearch.kill();
      for (int sample = 1; sample <= SAMPLES; sample++) {
        LockSupport.parkNanos(outage.dividedBy(SAMPLES).toNanos());
        if (!pipeline.isRunning()) {
          throw new IllegalStateException("the job has ended");
        }
        say("away for %3d s".formatted(outage.multipliedBy(sample).toSeconds() / SAMPLES), feed);
      }
      elasticsearch.startAgain();
      while (elasticsearch.found(RunningPipeline.STREAM) < 2 * found) {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
      say("back, twice as many logs found", feed);
    }
  }

  /** The heap without garbage, of the job, its Flink and what feeds it. */
  private static void say(String when, Feed feed) {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.printf(
        Locale.ROOT, "%s: %.1f MB of heap, %d logs sent%n", when, used / 1e6, feed.sent());
  }
}
