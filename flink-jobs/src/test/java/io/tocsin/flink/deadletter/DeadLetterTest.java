package io.tocsin.flink.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static final long AT = Instant.parse("2026-11-20T10:00:00Z").toEpochMilli();
  private static final Coordinates ORIGIN = new Coordinates("logs", 3, 42, AT - 5_000);

  @Test
  void anUndecodableRecordIsKeptWithItsBytes() throws IOException {
    ProducerRecord<byte[], byte[]> record =
        DeadLetter.undecodable(AT, "not-json", "expected {, got x", ORIGIN, "x\0y".getBytes(UTF_8))
            .toRecord("letters");

    assertThat(record.topic()).isEqualTo("letters");
    assertThat(new String(record.key(), UTF_8)).isEqualTo("logs:3:42:mwot5f94");
    assertThat(new String(record.value(), UTF_8))
        .isEqualTo(
            """
            {"@timestamp":"2026-11-20T10:00:00Z","message":"x\\u0000y",\
            "deadletter":{"stage":"decode","reason":"not-json","detail":"expected {, got x",\
            "size":3,"truncated":false,"bytes":"eAB5"},\
            "kafka":{"topic":"logs","partition":3,"offset":42,"timestamp":"2026-11-20T09:59:55Z"}}""");
  }

  @Test
  void aRefusedDocumentIsKeptWithWhereItWasToGo() throws IOException {
    JsonNode letter =
        json(
            new DeadLetter(
                AT,
                DeadLetter.Stage.INDEX,
                "document_parsing_exception",
                "no",
                400,
                "logs-a-b",
                "logs:3:42:1",
                ORIGIN,
                "{}".getBytes(UTF_8)));

    assertThat(letter.at("/deadletter/status").asInt()).isEqualTo(400);
    assertThat(letter.at("/deadletter/target").asText()).isEqualTo("logs-a-b");
    assertThat(letter.at("/deadletter/id").asText()).isEqualTo("logs:3:42:1");
  }

  @Test
  void whatIsTooLargeForKafkaIsCutAndSaysSo() throws IOException {
    byte[] large = new byte[20 << 20];

    byte[] value =
        DeadLetter.undecodable(AT, "too-large", "x".repeat(1 << 20), ORIGIN, large)
            .toRecord("letters")
            .value();

    assertThat(value.length).isLessThan(900_000);
    JsonNode letter = new ObjectMapper().readTree(value);
    assertThat(letter.at("/deadletter/size").asInt()).isEqualTo(20 << 20);
    assertThat(letter.at("/deadletter/truncated").asBoolean()).isTrue();
  }

  @Test
  void coordinatesAreReadBack() {
    assertThat(Coordinates.parse(ORIGIN.toBytes())).isEqualTo(ORIGIN);
    assertThatThrownBy(() -> Coordinates.parse("logs:3".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonNode json(DeadLetter letter) throws IOException {
    return new ObjectMapper().readTree(letter.toRecord("letters").value());
  }
}
