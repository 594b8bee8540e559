package io.tocsin.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.StackExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
@Timeout(300)
class ElasticsearchLogsTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final long FROM = START.toEpochMilli();
  private static final long UNTIL = FROM + 3_600_000;
  private static final int PAGE = 1 << 20;

  @Test
  void logsOfSeveralIndicesComeOnceAndInTheOrderOfTheirTime(ElasticsearchPart elasticsearch)
      throws Exception {
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      // Many of one time, so that pages end among them.
      List<Integer> seconds = new ArrayList<>();
      for (int i = 0; i < 1_200; i++) {
        seconds.add(i / 200);
      }
      Collections.shuffle(seconds, new Random(7));
      List<String> expected = new ArrayList<>();
      for (int index = 0; index < 2; index++) {
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
          Instant at = START.plusSeconds(seconds.get(600 * index + i));
          documents.add(log(at, index + " " + i));
          expected.add(at + " " + index + " " + i);
        }
        indices.create("logs-order.%d-default".formatted(index), documents);
      }

      List<String> read = new ArrayList<>();
      try (ElasticsearchLogs logs =
          ElasticsearchLogs.open(indices.client(), "logs-order.*", FROM, UNTIL)) {
        assertThat(logs.total()).isEqualTo(1_200);
        for (byte[] log = logs.next(); log != null; log = logs.next()) {
          JsonNode json = SearchClient.JSON.readTree(log);
          read.add(json.get("@timestamp").asText() + " " + json.get("message").asText());
        }
        assertThat(logs.position()).isEqualTo(1_200);
        assertThat(logs.next()).isNull();
      }

      assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(read.stream().map(line -> line.substring(0, 20))).isSorted();
    }
  }

  @Test
  void onlyAPageIsHeldHoweverLongLogsAre(ElasticsearchPart elasticsearch) throws Exception {
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      List<String> documents = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        documents.add(log(START.plusSeconds(i), "short " + i));
      }
      String filler = "x".repeat(300_000);
      for (int i = 300; i < 340; i++) {
        documents.add(log(START.plusSeconds(i), "long " + i + " " + filler));
      }
      indices.create("logs-pages-default", documents);

      int read = 0;
      try (ElasticsearchLogs logs =
          ElasticsearchLogs.open(indices.client(), "logs-pages-default", FROM, UNTIL, PAGE)) {
        for (byte[] log = logs.next(); log != null; log = logs.next()) {
          assertThat(new String(log, java.nio.charset.StandardCharsets.UTF_8))
              .isEqualTo(documents.get(read));
          read++;
        }
        // Twelve megabytes were read.
        assertThat(logs.longestPage()).isBetween(PAGE / 4, PAGE);
      }
      assertThat(read).isEqualTo(documents.size());
    }
  }

  @Test
  void aLogThatFitsNoPageIsNamedAsTheReason(ElasticsearchPart elasticsearch) throws Exception {
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      indices.create("logs-huge-default", List.of(log(START, "x".repeat(2 << 20))));

      assertThatThrownBy(
              () ->
                  ElasticsearchLogs.open(indices.client(), "logs-huge-default", FROM, UNTIL, PAGE))
          .isInstanceOf(SearchException.class)
          .hasMessage("a document in logs-huge-default is longer than 1048576 bytes");
    }
  }

  @Test
  void whatWasWrittenSinceIsNotReadAndNothingIsKeptAfterwards(ElasticsearchPart elasticsearch)
      throws Exception {
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      indices.create("logs-still-a", List.of(log(START, "there")));
      int read = 0;
      long open = contexts(indices);
      try (ElasticsearchLogs logs =
          ElasticsearchLogs.open(indices.client(), "logs-still-*", FROM, UNTIL)) {
        assertThat(contexts(indices)).isGreaterThan(open);
        indices.create("logs-still-b", List.of(log(START.plusSeconds(1), "too late")));
        while (logs.next() != null) {
          read++;
        }
      }
      assertThat(read).isEqualTo(1);
      assertThat(contexts(indices)).isEqualTo(open);
    }
  }

  @Test
  void deadLettersAreNoLogs(ElasticsearchPart elasticsearch) throws Exception {
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      indices.create("logs-among-default", List.of(log(START, "a log")));
      indices.create(
          "logs-tocsin.deadletter-among",
          List.of(
              "{\"@timestamp\":\"%s\",\"deadletter\":{\"stage\":\"decode\"}}".formatted(START)));
      try (ElasticsearchLogs logs =
          ElasticsearchLogs.open(
              indices.client(), "logs-among-*,logs-tocsin.deadletter-among", FROM, UNTIL)) {
        assertThat(logs.total()).isEqualTo(1);
      }
      indices.empty("logs-tocsin.deadletter-among");
    }
  }

  @Test
  void timesOfNanosecondsAndIndicesWithoutTimesAreNoHindrance(ElasticsearchPart elasticsearch)
      throws Exception {
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      indices.json(
          "PUT",
          "/nanos-a",
          "{\"mappings\":{\"properties\":{\"@timestamp\":{\"type\":\"date_nanos\"}}}}");
      indices.json("PUT", "/nanos-b", "{}");
      indices.create(
          "nanos-a",
          List.of(
              "{\"@timestamp\":\"2026-11-20T10:00:00.000000002Z\",\"n\":2}",
              "{\"@timestamp\":\"2026-11-20T10:00:00.000000001Z\",\"n\":1}"));
      indices.create("nanos-b", List.of("{\"n\":0}"));

      List<Integer> read = new ArrayList<>();
      try (ElasticsearchLogs logs =
          ElasticsearchLogs.open(indices.client(), "nanos-*", FROM, UNTIL)) {
        for (byte[] log = logs.next(); log != null; log = logs.next()) {
          read.add(SearchClient.JSON.readTree(log).get("n").asInt());
        }
      }
      assertThat(read).containsExactly(1, 2);
    }
  }

  @Test
  void whatIsWrongIsSaid(ElasticsearchPart elasticsearch) throws Exception {
    try (TestingIndices indices = new TestingIndices(elasticsearch)) {
      for (String name : List.of("nothing-of-that-name", "nothing-*")) {
        assertThatThrownBy(() -> ElasticsearchLogs.open(indices.client(), name, FROM, UNTIL))
            .isInstanceOfSatisfying(SearchException.class, e -> assertThat(e.isNotFound()).isTrue())
            .hasMessage("Elasticsearch at %s has no index '%s'", elasticsearch.uri(), name);
      }
    }
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (RestClient client = RestClient.builder(new HttpHost("127.0.0.1", port)).build()) {
      assertThatThrownBy(() -> ElasticsearchLogs.open(client, "logs-*", FROM, UNTIL))
          .isInstanceOf(SearchException.class)
          .hasMessage(
              "nothing listens at http://127.0.0.1:%d: is Elasticsearch running there?", port);
    }
  }

  private static long contexts(TestingIndices indices) throws IOException {
    JsonNode stats =
        indices.json(new org.elasticsearch.client.Request("GET", "/_nodes/stats/indices/search"));
    return stats.path("nodes").elements().next().at("/indices/search/open_contexts").asLong();
  }

  private static String log(Instant at, String message) {
    return "{\"@timestamp\":\"%s\",\"message\":\"%s\"}".formatted(at, message);
  }
}
