package io.tocsin.sandbox.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tocsin.flink.elasticsearch.Backoff;
import io.tocsin.flink.elasticsearch.BulkEntry;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.elasticsearch.ElasticsearchSink;
import io.tocsin.flink.elasticsearch.EntrySerializer;
import io.tocsin.flink.elasticsearch.Rejection;
import io.tocsin.flink.elasticsearch.RejectionHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Sinks of numbers, and what they refuse. */
final class TestingSink {
  private static final int BATCH = 500;

  /** Handlers are made on the other side of serialization, so what they keep is found by a name. */
  private static final Map<String, Queue<Rejection>> KEPT = new ConcurrentHashMap<>();

  private TestingSink() {}

  /** What the sink of this name has refused. */
  static List<Rejection> kept(String name) {
    return List.copyOf(requireNonNull(KEPT.get(name)));
  }

  /** Writes the numbers below a count, and ends when all are written or refused. */
  static void run(
      ElasticsearchConnection connection, String name, long count, EntrySerializer<Long> entries)
      throws Exception {
    try (StreamExecutionEnvironment env = environment()) {
      env.fromSequence(0, count - 1).sinkTo(sink(connection, name, BATCH, entries));
      env.execute();
    }
  }

  /** An environment in which a job that fails does not start again. */
  static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    return StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
  }

  /** A sink that keeps what is refused under its name. */
  static ElasticsearchSink<Long> sink(
      ElasticsearchConnection connection, String name, int batch, EntrySerializer<Long> entries) {
    KEPT.put(name, new ConcurrentLinkedQueue<>());
    return ElasticsearchSink.<Long>builder()
        .connection(connection)
        .entries(entries)
        .rejections(() -> new KeepingHandler(name))
        .limits(new BulkLimits(batch, 5 << 20, 1 << 20, 2, 2_000, Duration.ofMillis(200)))
        .backoff(new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1)))
        .build();
  }

  /** A log that is created by its number. */
  static BulkEntry entry(String stream, long number) {
    return entry(stream, number, "{}");
  }

  /** A log with a host, which is JSON. */
  static BulkEntry entry(String stream, long number, String host) {
    String document =
        "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"message\":\"log %d\",\"host\":%s}"
            .formatted(number, host);
    return BulkEntry.create(stream, Long.toString(number), document.getBytes(UTF_8));
  }

  private record KeepingHandler(String name) implements RejectionHandler {
    @Override
    public CompletionStage<?> reject(Rejection rejection) {
      requireNonNull(KEPT.get(name)).add(rejection);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }
}
