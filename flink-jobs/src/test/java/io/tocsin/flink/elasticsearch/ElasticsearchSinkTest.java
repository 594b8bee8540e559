package io.tocsin.flink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ElasticsearchSinkTest {
  /** Handlers are made on the other side of serialization, so what they keep is found by a name. */
  private static final Map<String, Kept> KEPT = new ConcurrentHashMap<>();

  private record Kept(Queue<Rejection> rejections, AtomicInteger failuresLeft) {}

  private TestingElasticsearch elasticsearch;
  private String test;
  private Kept kept;

  @BeforeEach
  void start(TestInfo info) throws IOException {
    elasticsearch = new TestingElasticsearch();
    test = info.getDisplayName();
    kept = new Kept(new ConcurrentLinkedQueue<>(), new AtomicInteger());
    KEPT.put(test, kept);
  }

  @AfterEach
  void stop() {
    elasticsearch.close();
    KEPT.remove(test);
  }

  @Test
  void everyElementIsThere() throws Exception {
    run(elasticsearch.connection(), number -> "{}", 5_000);

    assertThat(elasticsearch.documents()).hasSize(5_000);
    assertThat(kept.rejections()).isEmpty();
  }

  @Test
  void whatIsRefusedIsKeptAndTheRestIsThere() throws Exception {
    run(elasticsearch.connection(), number -> number % 100 == 7 ? "{\"status\":400}" : "{}", 1_000);

    assertThat(elasticsearch.documents()).hasSize(990);
    assertThat(kept.rejections())
        .hasSize(10)
        .allSatisfy(
            rejection -> assertThat(new String(rejection.entry().origin(), UTF_8)).endsWith("7"));
  }

  @Test
  void whatIsTurnedAwayForNowIsSentAgain() throws Exception {
    run(
        elasticsearch.connection(),
        number -> number % 100 == 7 ? "{\"status\":429,\"times\":3}" : "{}",
        1_000);

    assertThat(elasticsearch.documents()).hasSize(1_000);
  }

  @Test
  void aRefusalThatCouldNotBeKeptComesBack() throws Exception {
    kept.failuresLeft().set(3);

    run(elasticsearch.connection(), number -> number == 7 ? "{\"status\":400}" : "{}", 100);

    assertThat(kept.failuresLeft()).hasValueLessThanOrEqualTo(0);
    assertThat(kept.rejections()).hasSize(1);
    assertThat(elasticsearch.documents()).hasSize(99);
  }

  @Test
  void anEntryOverTheLimitOfARequestStopsNothing() throws Exception {
    String large = "{\"a\":\"" + "x".repeat(30_000) + "\"}";
    String tooLarge = "{\"a\":\"" + "x".repeat(90_000) + "\"}";

    run(
        elasticsearch.connection(),
        number -> number == 3 ? large : number == 5 ? tooLarge : "{}",
        100);

    assertThat(elasticsearch.documents()).hasSize(99);
    assertThat(kept.rejections())
        .extracting(Rejection::reason)
        .containsExactly("document_too_large");
  }

  @Test
  void nothingIsLostWhileElasticsearchIsAway() throws Exception {
    elasticsearch.stop();
    try (Closing back = new Closing(Executors.newSingleThreadScheduledExecutor())) {
      var unused =
          back.executor()
              .schedule(
                  () -> {
                    elasticsearch.startAgain();
                    return null;
                  },
                  2,
                  TimeUnit.SECONDS);
      run(elasticsearch.connection(), number -> "{}", 5_000);
    }

    assertThat(elasticsearch.documents()).hasSize(5_000);
  }

  @Test
  void wrongCredentialsFailAtTheStartWithOneClearSentence() {
    elasticsearch.acceptOnly("ApiKey right");

    assertThatThrownBy(() -> run(elasticsearch.connection().withApiKey("wrong"), number -> "{}", 1))
        .hasStackTraceContaining(
            "Elasticsearch at %s did not accept the credentials (401)"
                .formatted(elasticsearch.uri()));
  }

  @Test
  void rightCredentialsAreSent() throws Exception {
    elasticsearch.acceptOnly("Basic dXNlcjpwYXNz");

    run(elasticsearch.connection().withBasic("user", "pass"), number -> "{}", 10);

    assertThat(elasticsearch.documents()).hasSize(10);
  }

  private interface Document extends Serializable {
    String of(long number);
  }

  private record Closing(ScheduledExecutorService executor) implements AutoCloseable {
    @Override
    public void close() {
      executor.shutdownNow();
    }
  }

  private void run(ElasticsearchConnection connection, Document document, long count)
      throws Exception {
    String name = test;
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    try (StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration)) {
      env.enableCheckpointing(200);
      env.fromSequence(0, count - 1)
          .sinkTo(
              ElasticsearchSink.<Long>builder()
                  .connection(connection)
                  .entries(
                      number ->
                          BulkEntry.create(
                                  "logs", "id-" + number, document.of(number).getBytes(UTF_8))
                              .withOrigin(("number " + number).getBytes(UTF_8)))
                  .rejections(() -> new KeepingHandler(name))
                  .limits(new BulkLimits(200, 20_000, 40_000, 2, 500, Duration.ofMillis(50)))
                  .backoff(new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)))
                  .build());
      env.execute();
    }
  }

  private record KeepingHandler(String test) implements RejectionHandler {
    @Override
    public CompletionStage<?> reject(Rejection rejection) {
      Kept kept = requireNonNull(KEPT.get(test));
      if (kept.failuresLeft().getAndDecrement() > 0) {
        return CompletableFuture.failedFuture(new IOException("not now"));
      }
      kept.rejections().add(rejection);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }
}
