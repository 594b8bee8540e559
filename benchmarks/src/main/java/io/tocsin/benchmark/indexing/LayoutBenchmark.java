package io.tocsin.benchmark.indexing;

import io.tocsin.benchmark.measure.Medians;
import io.tocsin.flink.elasticsearch.BulkEntry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** What the way from the reader to the sink costs of a core, by how the sink lies. */
final class LayoutBenchmark {
  private static final int READERS = 4;
  private static final int WRITERS = 2;

  private static volatile List<byte[]> documents = List.of();

  private final int count;
  private final int rounds;

  private enum Layout {
    CHAINED,
    OWN_SLOTS,
    RESCALE,
    REBALANCE
  }

  LayoutBenchmark(int count, int rounds) {
    this.count = count;
    this.rounds = rounds;
  }

  void run() throws Exception {
    documents = Documents.make(10_000);
    Map<Layout, List<Double>> nanos = new EnumMap<>(Layout.class);
    for (int round = 0; round <= rounds; round++) {
      for (Layout layout : Layout.values()) {
        double once = cpuNanosPerLog(layout);
        if (round > 0) {
          nanos.computeIfAbsent(layout, first -> new ArrayList<>()).add(once);
        }
      }
    }
    nanos.forEach(
        (layout, values) ->
            System.out.printf(
                Locale.ROOT, "%s: %.0f ns of CPU a log%n", layout, Medians.of(values)));
  }

  private double cpuNanosPerLog(Layout layout) throws Exception {
    long before = cpuNanos();
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(READERS)) {
      env.getConfig().enableObjectReuse();
      SingleOutputStreamOperator<BulkEntry> entries =
          env.fromSequence(0, count - 1).map(LayoutBenchmark::entry).returns(BulkEntry.class);
      var unused = lay(entries, layout);
      env.execute();
    }
    return (double) (cpuNanos() - before) / count;
  }

  private static Object lay(SingleOutputStreamOperator<BulkEntry> entries, Layout layout) {
    DiscardingSink<BulkEntry> sink = new DiscardingSink<>();
    return switch (layout) {
      case CHAINED -> entries.sinkTo(sink);
      case OWN_SLOTS -> entries.sinkTo(sink).slotSharingGroup("sink");
      case RESCALE -> writers(entries.rescale(), sink);
      case REBALANCE -> writers(entries.rebalance(), sink);
    };
  }

  private static Object writers(DataStream<BulkEntry> entries, DiscardingSink<BulkEntry> sink) {
    return entries.sinkTo(sink).setParallelism(WRITERS);
  }

  private static BulkEntry entry(Long number) {
    int place = (int) (number % documents.size());
    return BulkEntry.create("logs-bench-default", "logs:0:" + number, documents.get(place));
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
