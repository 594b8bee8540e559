package io.tocsin.sandbox.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.elasticsearch.Backoff;
import io.tocsin.flink.elasticsearch.BulkEntry;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.elasticsearch.ElasticsearchSink;
import io.tocsin.flink.elasticsearch.EntrySerializer;
import io.tocsin.flink.elasticsearch.Rejection;
import io.tocsin.flink.elasticsearch.RejectionHandler;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.Workspace;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
@Timeout(300)
class SinkOnElasticsearchTest {
  private static final long LOAD = 30_000;

  /** Handlers are made on the other side of serialization, so what they keep is found by a name. */
  private static final Map<String, Queue<Rejection>> KEPT = new ConcurrentHashMap<>();

  @Test
  void aMappingConflictStopsNoneOfTheFiveHundredAroundIt(ElasticsearchPart elasticsearch)
      throws Exception {
    String stream = "logs-conflict-default";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();

      run(
          elasticsearch.uri(),
          stream,
          500,
          number -> entry(stream, number, number == 250 ? "\"a string\"" : "{\"name\":\"web-1\"}"));

      assertThat(index.ids(stream)).hasSize(499).doesNotContain("250");
      assertThat(KEPT.get(stream))
          .singleElement()
          .satisfies(
              rejection -> {
                assertThat(rejection.entry().id()).isEqualTo("250");
                assertThat(rejection.status()).isEqualTo(400);
                assertThat(rejection.reason()).isEqualTo("document_parsing_exception");
                assertThat(rejection.detail()).contains("host");
              });
    }
  }

  @Test
  void creatingTwiceIsDoneOnce(ElasticsearchPart elasticsearch) throws Exception {
    String stream = "logs-twice-default";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      EntrySerializer<Long> entries = number -> entry(stream, number % 100, "{}");

      run(elasticsearch.uri(), stream, 300, entries);

      assertThat(index.ids(stream)).hasSize(100).doesNotHaveDuplicates();
      assertThat(KEPT.get(stream)).isEmpty();
    }
  }

  @Test
  void whatMayBeThereIsFoundInAnyBackingIndex(ElasticsearchPart elasticsearch) throws Exception {
    String stream = "logs-rolled-default";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      run(elasticsearch.uri(), stream, 100, number -> entry(stream, number, "{}"));
      index.rollOver(stream);
      run(elasticsearch.uri(), stream, 200, number -> repeat(stream, number));
      index.rollOver(stream);
      run(elasticsearch.uri(), stream, 1_500, number -> repeat(stream, number));

      assertThat(index.ids(stream)).hasSize(1_500).doesNotHaveDuplicates();
      assertThat(index.indices(stream)).hasSize(3);
      assertThat(KEPT.get(stream)).isEmpty();
    }
  }

  /** The same ids in another stream are other documents; a stream that is not there has none. */
  @Test
  void whatMayBeThereIsLookedForInItsOwnTarget(ElasticsearchPart elasticsearch) throws Exception {
    String[] streams = {"logs-own.a-default", "logs-own.b-default"};
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      run(elasticsearch.uri(), streams[0], 50, number -> entry(streams[0], number, "{}"));
      run(
          elasticsearch.uri(),
          "logs-own.both-default",
          100,
          number -> repeat(streams[(int) (number % 2)], number / 2));

      assertThat(index.ids(streams[0])).hasSize(50).doesNotHaveDuplicates();
      assertThat(index.ids(streams[1])).hasSize(50).doesNotHaveDuplicates();
    }
  }

  private static BulkEntry repeat(String stream, long number) {
    return entry(stream, number, "{}").thatMayBeThere();
  }

  @Test
  void anExternalVersionKeepsTheNewerDocument(ElasticsearchPart elasticsearch) throws Exception {
    String target = "sink-versions";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      run(
          elasticsearch.uri(),
          target,
          10,
          number ->
              BulkEntry.index(target, "one", ("{\"n\":" + (9 - number) + "}").getBytes(UTF_8))
                  .withVersion(9 - number));

      assertThat(index.hits(target)).hasSize(1);
      assertThat(index.hits(target).get(0).at("/_source/n").asInt()).isEqualTo(9);
      assertThat(KEPT.get(target)).isEmpty();
    }
  }

  @Test
  void nothingIsLostOrDoubledWhileElasticsearchIsKilledAndStartedAgain() throws Exception {
    String stream = "logs-outage-default";
    KEPT.put(stream, new ConcurrentLinkedQueue<>());
    Workspace workspace = Workspace.create();
    try (ElasticsearchPart elasticsearch = new ElasticsearchPart(workspace, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1)) {
      elasticsearch.start();
      try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
        index.installTemplates();
        env.enableCheckpointing(500);
        env.fromSequence(0, LOAD - 1)
            .sinkTo(sink(elasticsearch.uri(), stream, 50, number -> entry(stream, number, "{}")));
        JobClient job = env.executeAsync();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> index.count(stream) > 500);

        elasticsearch.kill();
        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        elasticsearch.start();

        assertThat(job.getJobExecutionResult().get()).isNotNull();
        assertThat(index.count(stream)).isEqualTo(LOAD);
        assertThat(KEPT.get(stream)).isEmpty();
      }
    } finally {
      workspace.delete();
    }
  }

  private static BulkEntry entry(String stream, long number, String host) {
    String document =
        "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"message\":\"log %d\",\"host\":%s}"
            .formatted(number, host);
    return BulkEntry.create(stream, Long.toString(number), document.getBytes(UTF_8));
  }

  private static void run(URI uri, String name, long count, EntrySerializer<Long> entries)
      throws Exception {
    KEPT.put(name, new ConcurrentLinkedQueue<>());
    try (StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1)) {
      env.fromSequence(0, count - 1).sinkTo(sink(uri, name, 500, entries));
      env.execute();
    }
  }

  private static ElasticsearchSink<Long> sink(
      URI uri, String name, int batch, EntrySerializer<Long> entries) {
    return ElasticsearchSink.<Long>builder()
        .connection(ElasticsearchConnection.to(uri))
        .entries(entries)
        .rejections(() -> new KeepingHandler(name))
        .limits(new BulkLimits(batch, 5 << 20, 5 << 20, 2, 2_000, Duration.ofMillis(200)))
        .backoff(new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1)))
        .build();
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
