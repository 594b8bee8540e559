package io.tocsin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.flink.deadletter.Coordinates;
import io.tocsin.flink.deadletter.DeadLetter;
import io.tocsin.sandbox.ElasticsearchPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.search.TestingIndices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
@Timeout(300)
class DeadLettersCommandTest {
  private static final String LETTERS = "logs-tocsin.deadletter-default";
  private static final long FOUND = Instant.parse("2025-03-20T10:00:00Z").toEpochMilli();

  @TempDir Path directory;

  private final TestingCommand command = new TestingCommand();
  private TestingIndices indices;
  private String bootstrap = TestingCommand.NOWHERE;
  private String elasticsearch;
  private String settings;

  @BeforeEach
  void install(ElasticsearchPart part) throws Exception {
    indices = new TestingIndices(part);
    elasticsearch = part.uri().toString();
    settings = settings("text");
    delete();
  }

  @AfterEach
  void close() throws IOException {
    delete();
    indices.close();
  }

  /** Letters are of all streams: those of one test must not be seen by another. */
  private void delete() throws IOException {
    indices.json("PUT", "/_component_template/tocsin-logs@custom", "{\"template\":{}}");
    indices.empty(LETTERS);
  }

  private String settings(String format) throws IOException {
    return settings(format, "");
  }

  private String settings(String format, String more) throws IOException {
    return Files.writeString(
            directory.resolve("tocsin.yaml"),
            """
            kafka: {bootstrap: '%s'}
            sources:
              - {name: app, topics: [app], format: %s, dataset: read}
            elasticsearch: {urls: ['%s']}
            checkpoints: {endpoint: 'http://127.0.0.1:1', bucket: tocsin, access_key: a, secret_key: b}
            %s
            """
                .formatted(bootstrap, format, elasticsearch, more))
        .toString();
  }

  @Test
  void aMappingConflictIsMendedByARolloverAndSentAgainOnce() throws IOException {
    // The first document decides that "answer" is a number, so that words are refused.
    indices.create("logs-letters.conflict-default", List.of(log("\"answer\":42")));
    for (int i = 1; i <= 3; i++) {
      refused(
          i,
          "logs-letters.conflict-default",
          log("\"answer\":{\"what\":\"word %d\"}".formatted(i)));
    }
    undelivered();

    assertThat(deadLetters("--examples", "1"))
        .isEqualTo(
            """
            3  index  document_parsing_exception
                2025-03-20T10:00:03Z  %s to logs-letters.conflict-default  it is an object
            1  deliver  refused
                2025-03-20T10:00:00Z  message-1 to slack  no such channel
            """
                .formatted(origin(3).id()));

    // Not mended yet: all stay, with what Elasticsearch says now.
    assertThat(command.run("deadletters", "retry", "-c", settings)).isEqualTo(1);
    assertThat(command.printed())
        .isEqualTo(
            """
            0 mended, 3 refused again, 1 that cannot be sent again
              3 refused: document_parsing_exception
              1 not sent: a notification's time is over
            """);
    assertThat(deadLetters("--stage", "index", "--examples", "1"))
        .contains("sent again 1 times  [1:")
        .contains("failed to parse field [answer] of type [long]");

    // An answer is an object from now on, and the stream's next index knows it.
    indices.json(
        "PUT",
        "/_component_template/tocsin-logs@custom",
        "{\"template\":{\"mappings\":{\"properties\":{\"answer\":{\"type\":\"object\"}}}}}");
    indices.json("POST", "/logs-letters.conflict-default/_rollover", "{}");

    assertThat(retry("--stage", "index"))
        .isEqualTo("3 mended, 0 refused again, 0 that cannot be sent again\n");
    assertThat(ids("logs-letters.conflict-*"))
        .containsExactly("0", origin(1).id(), origin(2).id(), origin(3).id());
    assertThat(deadLetters("--stage", "index")).isEqualTo("no dead letters\n");

    // Nothing is left to do, also after another rollover; and nothing is lost of what happened.
    indices.json("POST", "/logs-letters.conflict-default/_rollover", "{}");
    assertThat(retry("--stage", "index"))
        .isEqualTo("0 mended, 0 refused again, 0 that cannot be sent again\n");
    JsonNode letter = hit(LETTERS, origin(2).id()).path("_source").path("deadletter");
    assertThat(letter.path("mended").asBoolean()).isTrue();
    assertThat(letter.path("retries").asInt()).isEqualTo(2);
  }

  @Test
  void whatIsThereAlreadyIsMendedAndNotWrittenTwice() throws IOException {
    indices.create("logs-letters.there-default", List.of(log("\"n\":1")));
    DeadLetter letter =
        new DeadLetter(
            FOUND,
            DeadLetter.Stage.INDEX,
            "document_parsing_exception",
            "it was",
            400,
            "logs-letters.there-default",
            "0",
            new Coordinates("app", 0, 9, FOUND),
            log("\"n\":1").getBytes(UTF_8));
    add(letter);
    // The id is in an index that is not written to any more.
    indices.json("POST", "/logs-letters.there-default/_rollover", "{}");

    assertThat(retry()).startsWith("1 mended, 0 refused again");
    assertThat(ids("logs-letters.there-*")).containsExactly("0");
  }

  @Test
  void recordsAreReadAgainAsTheSettingsSayNow() throws IOException {
    for (int i = 0; i < 2; i++) {
      String record = i == 0 ? "{\"message\":\"now a log\"}" : "still none";
      add(
          DeadLetter.undecodable(
              FOUND,
              "not-otlp",
              "no OTLP",
              new Coordinates("app", 3, i, FOUND),
              record.getBytes(UTF_8)));
    }
    add(
        DeadLetter.undecodable(
            FOUND, "not-json", "none", new Coordinates("gone", 0, 0, FOUND), "x".getBytes(UTF_8)));
    settings = settings("ecs");

    assertThat(command.run("deadletters", "retry", "-c", settings, "--stage", "decode"))
        .isEqualTo(1);
    assertThat(command.printed())
        .isEqualTo(
            """
            1 mended, 1 refused again, 1 that cannot be sent again
              1 refused: not-json
              1 not sent: no source of the settings reads topic gone
            """);
    JsonNode log =
        hit("logs-read-default", new Coordinates("app", 3, 0, FOUND).id()).path("_source");
    assertThat(log.path("message").asText()).isEqualTo("now a log");
    assertThat(log.path("@timestamp").asText()).startsWith("2025-03-20T10:00:00");
    assertThat(deadLetters("--reason", "not-json", "--examples", "0"))
        .isEqualTo("2  decode  not-json\n");
    assertThat(deadLetters("--since", "1d")).isEqualTo("no dead letters\n");
    assertThat(deadLetters("--since", "2025-03-20T00:00:00Z")).contains("app:3:1", "gone:0:0");
  }

  @Test
  void whatASourceDropsIsNotIndexedByWayOfALetterEither() throws IOException {
    Files.createDirectory(directory.resolve("rules"));
    Files.writeString(directory.resolve("rules/fields.yaml"), "took: {type: long, unit: ms}\n");
    settings = settings("ecs, drop: ['took < 5s']", "rules: " + directory.resolve("rules"));
    for (int i = 0; i < 2; i++) {
      add(
          DeadLetter.undecodable(
              FOUND,
              "not-otlp",
              "no OTLP",
              new Coordinates("app", 4, i, FOUND),
              "{\"took\":%d}".formatted(4_999 + i).getBytes(UTF_8)));
    }

    assertThat(retry()).startsWith("2 mended, 0 refused again");
    assertThat(ids("logs-read-default"))
        .contains(new Coordinates("app", 4, 1, FOUND).id())
        .doesNotContain(new Coordinates("app", 4, 0, FOUND).id());

    settings = settings("ecs, drop: ['took: quick']", "rules: " + directory.resolve("rules"));
    add(
        DeadLetter.undecodable(
            FOUND, "not-json", "none", new Coordinates("app", 4, 9, FOUND), "{}".getBytes(UTF_8)));
    assertThat(command.run("deadletters", "retry", "-c", settings)).isEqualTo(1);
    assertThat(command.said()).contains("a filter of drop of source app is wrong", "drop:1:7");
  }

  @Test
  void whatWasCutOffIsReadFromKafkaForAsLongAsItIsThere(KafkaPart kafka) throws Exception {
    bootstrap = kafka.bootstrapServers();
    settings = settings("ecs");
    String filler = "x".repeat(300_000);
    String record = log("\"filler\":\"" + filler + "\"");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic("app", 1, (short) 1))).all().get();
    }
    Coordinates origin;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      RecordMetadata there =
          producer.send(new ProducerRecord<>("app", 0, FOUND, null, record.getBytes(UTF_8))).get();
      origin = new Coordinates("app", 0, there.offset(), FOUND);
    }
    // One that was refused, one that could not be read, one of a topic that was made again.
    Coordinates gone = new Coordinates("app", 0, 77, FOUND);
    Coordinates another = new Coordinates("app", 0, origin.offset(), FOUND - 1);
    for (Coordinates each : List.of(origin, gone, another)) {
      add(
          new DeadLetter(
              FOUND,
              DeadLetter.Stage.INDEX,
              "document_parsing_exception",
              "too long",
              400,
              "logs-read-default",
              each.id(),
              each,
              record.getBytes(UTF_8)));
    }

    assertThat(retry())
        .isEqualTo(
            """
            1 mended, 0 refused again, 2 that cannot be sent again
              2 not sent: only the first bytes were kept, and Kafka does not have the record any more
            """);
    assertThat(hit("logs-read-default", origin.id()).at("/_source/filler").asText())
        .isEqualTo(filler);
    assertThat(retry()).startsWith("0 mended, 0 refused again, 2 that");
  }

  @Test
  void moreThanABatchIsSentInParts() throws IOException {
    List<String> letters = new ArrayList<>();
    for (int i = 0; i < 1_234; i++) {
      letters.add(json(refusal(i, "logs-letters.many-default", log("\"n\":" + i))));
    }
    indices.create(LETTERS, letters);

    assertThat(retry()).startsWith("1234 mended, 0 refused again");
    indices.json("POST", "/logs-letters.many-default/_refresh", "");
    assertThat(
            indices
                .json(new Request("GET", "/logs-letters.many-default/_count"))
                .path("count")
                .asInt())
        .isEqualTo(1_234);
    assertThat(retry()).startsWith("0 mended, 0 refused again");
  }

  @Test
  void withoutDeadLettersThereIsNothingToShowOrDo() throws IOException {
    assertThat(deadLetters()).isEqualTo("no dead letters\n");
    assertThat(retry()).startsWith("0 mended, 0 refused again");

    elasticsearch = "http://" + TestingCommand.NOWHERE;
    assertThat(command.run("deadletters", "-c", settings("ecs"))).isEqualTo(3);
    assertThat(command.said())
        .isEqualTo(
            "tocsin: nothing listens at " + elasticsearch + ": is Elasticsearch running there?\n");
  }

  private static String log(String fields) {
    return "{\"@timestamp\":\"2025-03-20T09:00:00Z\"," + fields + "}";
  }

  private void refused(int offset, String target, String document) throws IOException {
    add(refusal(offset, target, document));
  }

  private static Coordinates origin(int offset) {
    return new Coordinates("app", 0, offset, FOUND);
  }

  private static DeadLetter refusal(int offset, String target, String document) {
    Coordinates origin = origin(offset);
    return new DeadLetter(
        FOUND + 1_000 * offset,
        DeadLetter.Stage.INDEX,
        "document_parsing_exception",
        "it is an object",
        400,
        target,
        origin.id(),
        origin,
        document.getBytes(UTF_8));
  }

  private void undelivered() throws IOException {
    add(
        DeadLetter.undelivered(
            FOUND, "refused", "no such channel", "slack", "message-1", new byte[0]));
  }

  /** As the pipeline job writes it. */
  private void add(DeadLetter letter) throws IOException {
    Request request = new Request("PUT", "/" + LETTERS + "/_create/" + letter.key());
    request.addParameter("refresh", "true");
    request.setJsonEntity(json(letter));
    indices.client().performRequest(request);
  }

  private static String json(DeadLetter letter) {
    return new String(letter.toRecord("any").value(), UTF_8);
  }

  private List<String> ids(String target) throws IOException {
    indices.json("POST", "/" + target + "/_refresh", "");
    JsonNode hits =
        indices.json("POST", "/" + target + "/_search", "{\"size\":100}").at("/hits/hits");
    return Stream.iterate(0, i -> i + 1)
        .limit(hits.size())
        .map(i -> hits.get(i).path("_id").asText())
        .sorted()
        .toList();
  }

  private JsonNode hit(String target, String id) throws IOException {
    indices.json("POST", "/" + target + "/_refresh", "");
    String query = "{\"query\":{\"ids\":{\"values\":[\"%s\"]}}}".formatted(id);
    return indices.json("POST", "/" + target + "/_search", query).at("/hits/hits/0");
  }

  private String deadLetters(String... arguments) {
    return command.succeeds(called("deadletters", arguments));
  }

  private String retry(String... arguments) {
    String[] all = called("deadletters", arguments);
    return command.succeeds(
        Stream.concat(Stream.of(all[0], "retry"), Stream.of(all).skip(1)).toArray(String[]::new));
  }

  private String[] called(String name, String... arguments) {
    return Stream.concat(Stream.of(name, "-c", settings), Stream.of(arguments))
        .toArray(String[]::new);
  }
}
