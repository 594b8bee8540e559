package io.tocsin.benchmark.indexing;

import java.time.Duration;

/**
 * Measures the way of logs into Elasticsearch, on real parts that it starts itself.
 *
 * <p>Arguments: {@code throughput [documents] [rounds]}, {@code latency [logs a second] [seconds]},
 * {@code outage [logs a second] [seconds]} or {@code layout [documents] [rounds]}.
 */
public final class IndexingBenchmark {
  private final String[] arguments;

  private IndexingBenchmark(String... arguments) {
    this.arguments = arguments;
  }

  /** Runs one of the measurements and prints what it found. */
  public static void main(String... arguments) throws Exception {
    new IndexingBenchmark(arguments).run();
  }

  private void run() throws Exception {
    switch (arguments.length == 0 ? "" : arguments[0]) {
      case "throughput" -> new ThroughputBenchmark(argument(1, 200_000), argument(2, 5)).run();
      case "latency" -> new LatencyBenchmark(argument(1, 5_000), seconds(60)).run();
      case "outage" -> new OutageBenchmark(argument(1, 10_000), seconds(600)).run();
      case "layout" -> new LayoutBenchmark(argument(1, 1_000_000), argument(2, 5)).run();
      default -> {
        System.err.println(
            "expected throughput, latency, outage or layout, each with two numbers or none");
        System.exit(2);
      }
    }
  }

  private int argument(int place, int otherwise) {
    return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
  }

  private Duration seconds(int otherwise) {
    return Duration.ofSeconds(argument(2, otherwise));
  }
}
