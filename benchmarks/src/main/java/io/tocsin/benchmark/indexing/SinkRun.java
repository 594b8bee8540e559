package io.tocsin.benchmark.indexing;

import io.tocsin.flink.elasticsearch.BulkEntry;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.elasticsearch.ElasticsearchSink;
import io.tocsin.flink.elasticsearch.Rejection;
import io.tocsin.flink.elasticsearch.RejectionHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Our sink in a job of one subtask, measured from its first element until all are acknowledged:
 * starting and stopping Flink is nobody's throughput.
 */
final class SinkRun {
  private static final Duration CHECKPOINTS = Duration.ofSeconds(5);

  // The job runs in this process, and is made of what is serialised; these are not.
  private static volatile List<byte[]> documents = List.of();
  private static volatile long firstNanos;
  private static volatile long lastNanos;

  private SinkRun() {}

  /**
   * Writes documents.
   *
   * @param lookedFor whether each may be there, as after a restart
   */
  static Duration write(
      ElasticsearchConnection connection, String stream, List<byte[]> toWrite, boolean lookedFor)
      throws Exception {
    documents = toWrite;
    firstNanos = 0;
    try (StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1)) {
      env.enableCheckpointing(CHECKPOINTS.toMillis());
      env.getConfig().enableObjectReuse();
      env.fromSequence(0, toWrite.size() - 1)
          .sinkTo(
              ElasticsearchSink.<Long>builder()
                  .connection(connection)
                  .entries(number -> entry(stream, number, lookedFor))
                  .rejections(Refusals::new)
                  .build());
      env.execute();
    }
    return Duration.ofNanos(lastNanos - firstNanos);
  }

  private static BulkEntry entry(String stream, long number, boolean lookedFor) {
    if (firstNanos == 0) {
      firstNanos = System.nanoTime();
    }
    BulkEntry entry =
        BulkEntry.create(stream, "logs:0:" + number, documents.get(Math.toIntExact(number)));
    return lookedFor ? entry.thatMayBeThere() : entry;
  }

  /** Closed by the sink once all is written. */
  private static final class Refusals implements RejectionHandler {
    @Override
    public CompletionStage<?> reject(Rejection rejection) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("refused: " + rejection.detail()));
    }

    @Override
    public void close() {
      lastNanos = System.nanoTime();
    }
  }
}
