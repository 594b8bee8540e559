package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.measure.Medians;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Our sink and the client's own ingester in turn, the same documents into the same Elasticsearch,
 * each time into a new data stream; and our sink once more as after a restart, when every id is
 * looked for in a stream that holds none of them.
 */
final class ThroughputBenchmark {
  private final int count;
  private final int rounds;
  private final List<Double> sink = new ArrayList<>();
  private final List<Double> looking = new ArrayList<>();
  private final List<Double> ingester = new ArrayList<>();

  ThroughputBenchmark(int count, int rounds) {
    this.count = count;
    this.rounds = rounds;
  }

  /**
   * Measures.
   *
   * @return documents a second by our sink, the median
   */
  double run(LocalElasticsearch elasticsearch) throws Exception {
    List<byte[]> documents = Documents.make(count);
    // The first round warms both sides up and is not counted.
    for (int round = 0; round <= rounds; round++) {
      round(elasticsearch, documents, round);
    }
    double ours = Medians.of(sink);
    double theirs = Medians.of(ingester);
    System.out.printf(
        Locale.ROOT,
        "median: sink %.0f/s, BulkIngester %.0f/s, ratio %.2f; sink that looks ids up %.0f/s%n",
        ours,
        theirs,
        ours / theirs,
        Medians.of(looking));
    return ours;
  }

  private void round(LocalElasticsearch elasticsearch, List<byte[]> documents, int round)
      throws Exception {
    // In another order each time, so that nobody always comes after the same.
    double[] rates = new double[3];
    for (int turn = 0; turn < rates.length; turn++) {
      int kind = (turn + round) % rates.length;
      String stream = "logs-bench.%d-r%d".formatted(kind, round);
      Duration took =
          switch (kind) {
            case 0 -> SinkRun.write(elasticsearch.connection(), stream, documents, false);
            case 1 -> IngesterRun.write(elasticsearch.connection(), stream, documents);
            default -> SinkRun.write(elasticsearch.connection(), stream, documents, true);
          };
      elasticsearch.refresh(stream);
      if (elasticsearch.found(stream) != documents.size()) {
        throw new IllegalStateException(stream + " has " + elasticsearch.found(stream));
      }
      rates[kind] = documents.size() / (took.toNanos() / 1e9);
    }
    System.out.printf(
        Locale.ROOT,
        "round %d%s: sink %.0f/s, BulkIngester %.0f/s, looking %.0f/s%n",
        round,
        round == 0 ? " (warm-up)" : "",
        rates[0],
        rates[1],
        rates[2]);
    if (round > 0) {
      sink.add(rates[0]);
      ingester.add(rates[1]);
      looking.add(rates[2]);
    }
  }
}
