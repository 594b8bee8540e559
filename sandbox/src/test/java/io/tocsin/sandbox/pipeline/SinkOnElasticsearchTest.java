package io.tocsin.sandbox.pipeline;

import static io.tocsin.sandbox.pipeline.TestingSink.entry;
import static io.tocsin.sandbox.pipeline.TestingSink.kept;
import static io.tocsin.sandbox.pipeline.TestingSink.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.flink.elasticsearch.BulkEntry;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import io.tocsin.flink.elasticsearch.EntrySerializer;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.StackExtension;
import java.net.URI;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
@Timeout(300)
class SinkOnElasticsearchTest {

  @Test
  void aMappingConflictStopsNoneOfTheFiveHundredAroundIt(ElasticsearchPart elasticsearch)
      throws Exception {
    String stream = "logs-conflict-default";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();

      run(
          ElasticsearchConnection.to(elasticsearch.uri()),
          stream,
          500,
          number -> entry(stream, number, number == 250 ? "\"a string\"" : "{\"name\":\"web-1\"}"));

      assertThat(index.ids(stream)).hasSize(499).doesNotContain("250");
      assertThat(kept(stream))
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
      EntrySerializer<Long> entries = number -> entry(stream, number % 100);

      run(ElasticsearchConnection.to(elasticsearch.uri()), stream, 300, entries);

      assertThat(index.ids(stream)).hasSize(100).doesNotHaveDuplicates();
      assertThat(kept(stream)).isEmpty();
    }
  }

  @Test
  void whatMayBeThereIsFoundInAnyBackingIndex(ElasticsearchPart elasticsearch) throws Exception {
    String stream = "logs-rolled-default";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      run(
          ElasticsearchConnection.to(elasticsearch.uri()),
          stream,
          100,
          number -> entry(stream, number));
      index.rollOver(stream);
      run(
          ElasticsearchConnection.to(elasticsearch.uri()),
          stream,
          200,
          number -> repeat(stream, number));
      index.rollOver(stream);
      run(
          ElasticsearchConnection.to(elasticsearch.uri()),
          stream,
          1_500,
          number -> repeat(stream, number));

      assertThat(index.ids(stream)).hasSize(1_500).doesNotHaveDuplicates();
      assertThat(index.indices(stream)).hasSize(3);
      assertThat(kept(stream)).isEmpty();
    }
  }

  /** The same ids in another stream are other documents; a stream that is not there has none. */
  @Test
  void whatMayBeThereIsLookedForInItsOwnTarget(ElasticsearchPart elasticsearch) throws Exception {
    String[] streams = {"logs-own.a-default", "logs-own.b-default"};
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      run(
          ElasticsearchConnection.to(elasticsearch.uri()),
          streams[0],
          50,
          number -> entry(streams[0], number));
      run(
          ElasticsearchConnection.to(elasticsearch.uri()),
          "logs-own.both-default",
          100,
          number -> repeat(streams[(int) (number % 2)], number / 2));

      assertThat(index.ids(streams[0])).hasSize(50).doesNotHaveDuplicates();
      assertThat(index.ids(streams[1])).hasSize(50).doesNotHaveDuplicates();
    }
  }

  private static BulkEntry repeat(String stream, long number) {
    return entry(stream, number).thatMayBeThere();
  }

  @Test
  void whatIsOverTheLimitOrInAnIndexThatTakesNothingIsRefusedAlone(ElasticsearchPart elasticsearch)
      throws Exception {
    String stream = "logs-large-default";
    String closed = "sink-read-only";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      index.installTemplates();
      index.send("PUT", "/" + closed, "{\"settings\":{\"index.blocks.read_only\":true}}");
      String large = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";

      run(
          ElasticsearchConnection.to(elasticsearch.uri()),
          stream,
          500,
          number ->
              number == 100
                  ? entry(stream, number, large)
                  : entry(number % 100 == 7 ? closed : stream, number));

      assertThat(index.ids(stream)).hasSize(494);
      assertThat(kept(stream))
          .extracting(rejection -> rejection.entry().id() + " " + rejection.reason())
          .containsExactlyInAnyOrder(
              "100 document_too_large",
              "7 cluster_block_exception",
              "107 cluster_block_exception",
              "207 cluster_block_exception",
              "307 cluster_block_exception",
              "407 cluster_block_exception");
    }
  }

  /** A request of one node fails over to the next, which answers, and back when it is there. */
  @Test
  void anotherNodeIsAskedWhereOneIsGoneWithAndWithoutCompression(ElasticsearchPart elasticsearch)
      throws Exception {
    String stream = "logs-nodes-default";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri());
        FaultProxy one = new FaultProxy(elasticsearch.uri(), new Random(1), 0);
        FaultProxy other = new FaultProxy(elasticsearch.uri(), new Random(1), 0)) {
      index.installTemplates();
      URI gone = one.uri();
      one.close();
      for (boolean compression : new boolean[] {true, false}) {
        ElasticsearchConnection nodes =
            ElasticsearchConnection.to(gone, other.uri(), elasticsearch.uri())
                .withCompression(compression);
        run(nodes, stream, compression ? 3_000 : 6_000, number -> entry(stream, number));
      }

      assertThat(index.count(stream)).isEqualTo(6_000);
      assertThat(kept(stream)).isEmpty();
      assertThat(other.count(FaultProxy.Fault.NONE)).isPositive();
    }
  }

  @Test
  void anExternalVersionKeepsTheNewerDocument(ElasticsearchPart elasticsearch) throws Exception {
    String target = "sink-versions";
    try (TestingIndex index = new TestingIndex(elasticsearch.uri())) {
      run(
          ElasticsearchConnection.to(elasticsearch.uri()),
          target,
          10,
          number ->
              BulkEntry.index(target, "one", ("{\"n\":" + (9 - number) + "}").getBytes(UTF_8))
                  .withVersion(9 - number));

      assertThat(index.hits(target)).hasSize(1);
      assertThat(index.hits(target).get(0).at("/_source/n").asInt()).isEqualTo(9);
      assertThat(kept(target)).isEmpty();
    }
  }
}
