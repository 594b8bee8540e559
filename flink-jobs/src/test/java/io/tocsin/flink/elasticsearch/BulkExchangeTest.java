package io.tocsin.flink.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkExchangeTest {
  private static final BulkLimits LIMITS =
      new BulkLimits(100, 1 << 20, 1_000, 1, 1_000, Duration.ofMillis(10));

  private TestingElasticsearch elasticsearch;
  private BulkClient client;
  private BulkExchange exchange;

  @BeforeEach
  void start() throws IOException {
    elasticsearch = new TestingElasticsearch();
    client = new BulkClient(elasticsearch.connection());
    exchange = new BulkExchange(client, LIMITS);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    elasticsearch.close();
  }

  @Test
  void decidesForEachEntryAlone() {
    BulkOutcome outcome =
        send(
            entry("good", "{}"),
            entry("bad", "{\"status\":400}"),
            entry("busy", "{\"status\":429}"),
            entry("good", "{}"));

    assertThat(ids(outcome.done())).containsExactly("good");
    assertThat(ids(outcome.alreadyDone())).containsExactly("good");
    assertThat(ids(outcome.retries())).containsExactly("busy");
    assertThat(outcome.retriesByStatus()).containsEntry(429, 1);
    assertThat(outcome.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.rejection().entry().id()).isEqualTo("bad");
              assertThat(refused.rejection().reason()).isEqualTo("told_to");
              assertThat(refused.rejection().status()).isEqualTo(400);
            });
  }

  @Test
  void aRequestThatIsTooLargeIsSentInHalvesAndLaterOnesAreCutBefore() {
    elasticsearch.acceptBytes(700);
    PendingEntry[] sixteen = entries(16);

    assertThat(send(sixteen).done()).hasSize(16);
    int requests = elasticsearch.requestSizes().size();
    assertThat(elasticsearch.requestSizes()).contains(16, 8);

    send(entries(16));
    assertThat(elasticsearch.requestSizes().subList(requests, elasticsearch.requestSizes().size()))
        .allSatisfy(size -> assertThat(size).isLessThan(16));
  }

  @Test
  void onlyTheEntryThatIsTooLargeByItselfIsRefused() {
    elasticsearch.acceptBytes(300);
    PendingEntry[] batch = entries(5);
    batch[2] = entry("large", "{\"a\":\"" + "x".repeat(500) + "\"}");

    BulkOutcome outcome = send(batch);

    assertThat(outcome.done()).hasSize(4);
    assertThat(outcome.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.rejection().entry().id()).isEqualTo("large");
              assertThat(refused.rejection().reason()).isEqualTo("request_too_large");
            });
  }

  @Test
  void anEntryOverTheLimitIsRefusedWithoutBeingSent() {
    BulkOutcome outcome =
        send(entry("large", "{\"a\":\"" + "x".repeat(1_000) + "\"}"), entry("good", "{}"));

    assertThat(ids(outcome.done())).containsExactly("good");
    assertThat(outcome.refused())
        .singleElement()
        .satisfies(
            refused -> assertThat(refused.rejection().reason()).isEqualTo("document_too_large"));
    assertThat(elasticsearch.requestSizes()).containsExactly(1);
  }

  @Test
  void aBatchThatIsRefusedAsAWholeIsSearchedForTheReason() {
    elasticsearch.answerNext(400);

    assertThat(send(entries(8)).done()).hasSize(8);
    assertThat(elasticsearch.requestSizes()).containsExactly(8, 4, 4);
  }

  @Test
  void allIsRetriedWhenTheServerIsBusy() {
    elasticsearch.answerNext(503);

    BulkOutcome outcome = send(entries(8));

    assertThat(outcome.retries()).hasSize(8);
    assertThat(outcome.retriesByStatus()).containsEntry(503, 8);
  }

  @Test
  void allIsRetriedWhenNobodyAnswers() {
    elasticsearch.stop();

    assertThat(send(entries(3)).retries()).hasSize(3);
  }

  @Test
  void allIsRetriedWhenTheTimeIsUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        BulkClient impatient =
            new BulkClient(
                ElasticsearchConnection.to(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                    .withRequestTimeout(Duration.ofMillis(300)))) {
      assertThat(new BulkExchange(impatient, LIMITS).send(List.of(entries(3))).join().retries())
          .hasSize(3);
    }
  }

  @Test
  void whatMayBeThereIsLookedForAndTheRestIsNot() {
    var unused = send(entry("a", "{}"), entry("b", "{}"));

    BulkOutcome outcome =
        send(entry("a", "{}").inDoubt(), entry("c", "{}").inDoubt(), entry("d", "{}"));

    assertThat(ids(outcome.alreadyDone())).containsExactly("a");
    assertThat(ids(outcome.done())).containsExactly("c", "d");
    assertThat(elasticsearch.requestSizes()).containsExactly(2, 2);
  }

  @Test
  void aTargetIsRefreshedOnceUntilThereIsDoubtAgain() {
    var first = send(entry("a", "{}").inDoubt());
    var second = send(entry("b", "{}").inDoubt());
    assertThat(elasticsearch.refreshes()).isEqualTo(1);

    elasticsearch.answerNext(502);
    List<PendingEntry> again = send(entry("c", "{}"), entry("d", "{}")).retries();
    assertThat(again).allMatch(pending -> pending.entry().mayBeThere());
    assertThat(send(again.toArray(PendingEntry[]::new)).done()).hasSize(2);

    assertThat(elasticsearch.refreshes()).isEqualTo(2);
    assertThat(List.of(first.done().size(), second.done().size())).containsExactly(1, 1);
  }

  @Test
  void whatWasTurnedAwayBeforeItWasBegunIsNotInDoubt() {
    elasticsearch.answerNext(429);

    assertThat(send(entries(3)).retries()).noneMatch(pending -> pending.entry().mayBeThere());
  }

  @Test
  void allIsRetriedWhenNobodyCanSayWhatIsThere() {
    elasticsearch.stop();

    assertThat(ids(send(entry("a", "{}").inDoubt(), entry("b", "{}")).retries()))
        .containsExactly("a", "b");
  }

  @Test
  void anotherNodeIsAskedWhenOneIsGone() throws IOException {
    URI gone;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gone = URI.create("http://127.0.0.1:" + closed.getLocalPort());
    }
    try (BulkClient two = new BulkClient(ElasticsearchConnection.to(gone, elasticsearch.uri()))) {
      BulkExchange failingOver = new BulkExchange(two, LIMITS);
      for (int i = 0; i < 4; i++) {
        assertThat(failingOver.send(List.of(entry("n" + i, "{}"))).join().done()).hasSize(1);
      }
    }
  }

  @Test
  void failsWhenTheCredentialsAreNoLongerAccepted() {
    elasticsearch.acceptOnly("ApiKey other");

    assertThatThrownBy(() -> send(entries(2)))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(ElasticsearchRefusedException.class)
        .hasMessage(
            "Elasticsearch at %s did not accept the credentials (401)", elasticsearch.uri());
  }

  private BulkOutcome send(PendingEntry... batch) {
    return exchange.send(List.of(batch)).join();
  }

  private static PendingEntry[] entries(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> entry("e" + i, "{\"n\":" + i + "}"))
        .toArray(PendingEntry[]::new);
  }

  private static PendingEntry entry(String id, String document) {
    return new PendingEntry(BulkEntry.create("logs", id, document.getBytes(UTF_8)), 0);
  }

  private static List<String> ids(List<PendingEntry> entries) {
    List<String> ids = new ArrayList<>();
    entries.forEach(pending -> ids.add(String.valueOf(pending.entry().id())));
    return ids;
  }
}
