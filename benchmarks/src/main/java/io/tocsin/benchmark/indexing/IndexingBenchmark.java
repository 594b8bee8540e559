package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.measure.Broker;
import java.time.Duration;

/**
 * Measures the way of logs into Elasticsearch, on real parts that it starts itself.
 *
 * <p>Arguments: {@code throughput [documents] [rounds]}, {@code latency [logs a second] [seconds]},
 * {@code both [documents] [rounds] [seconds]}, which is the latency at half of the throughput,
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
      case "throughput" -> withParts((broker, elasticsearch) -> throughput(elasticsearch));
      case "latency" ->
          withParts(
              (broker, elasticsearch) ->
                  new LatencyBenchmark(argument(1, 5_000), seconds(2, 60))
                      .run(broker, elasticsearch));
      case "both" ->
          withParts(
              (broker, elasticsearch) ->
                  new LatencyBenchmark((int) (throughput(elasticsearch) / 2), seconds(3, 60))
                      .run(broker, elasticsearch));
      case "outage" -> new OutageBenchmark(argument(1, 10_000), seconds(2, 600)).run();
      case "layout" -> new LayoutBenchmark(argument(1, 1_000_000), argument(2, 5)).run();
      default -> {
        System.err.println(
            "expected throughput, latency, both, outage or layout, with numbers or none");
        System.exit(2);
      }
    }
  }

  private double throughput(LocalElasticsearch elasticsearch) throws Exception {
    return new ThroughputBenchmark(argument(1, 200_000), argument(2, 5)).run(elasticsearch);
  }

  private interface Measurement {
    void run(Broker broker, LocalElasticsearch elasticsearch) throws Exception;
  }

  private static void withParts(Measurement measurement) throws Exception {
    try (Broker broker = new Broker();
        LocalElasticsearch elasticsearch = new LocalElasticsearch(broker.workspace())) {
      measurement.run(broker, elasticsearch);
    }
  }

  private int argument(int place, int otherwise) {
    return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
  }

  private Duration seconds(int place, int otherwise) {
    return Duration.ofSeconds(argument(place, otherwise));
  }
}
