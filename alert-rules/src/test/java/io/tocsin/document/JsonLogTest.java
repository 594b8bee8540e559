package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLogTest {
  private static final String STREAM =
      "\"data_stream\":{\"type\":\"logs\",\"dataset\":\"generic\",\"namespace\":\"default\"}";

  @Test
  void isTheNormalisedDocument() {
    assertThat(
            Logs.ecs()
                .json(
                    "{\"level\":\"warning\",\"service.name\":\"pay\",\"service\":{\"version\":\"1\"},"
                        + "\"timestamp\":1700000000.5,\"n\":[1.10,null,true],\"none\":null,"
                        + "\"event.dataset\":\"pay.api\"}"))
        .containsExactly(
            "{\"@timestamp\":\"2023-11-14T22:13:20.500Z\","
                + "\"service\":{\"name\":\"pay\",\"version\":\"1\"},\"n\":[1.10,true],"
                + "\"event\":{\"dataset\":\"pay.api\"},\"log\":{\"level\":\"WARN\"},"
                + STREAM
                + "}");
  }

  @Test
  void goesWhereItsSourceOrItsOwnFieldSays() {
    SourceSpec spec = SourceSpec.of(SourceFormat.ECS).withDataStream("shop", "prod");
    String named = "{\"timestamp\":1700000000,\"labels.stream\":\"Pay-API 2\"}";
    assertThat(stream(spec, named)).isEqualTo("logs-shop-prod");
    SourceSpec byField = spec.withDatasetField("labels.stream");
    assertThat(stream(byField, named)).isEqualTo("logs-pay_api_2-prod");
    assertThat(stream(byField, "{\"timestamp\":1700000000}")).isEqualTo("logs-shop-prod");
    assertThat(stream(byField, "{\"timestamp\":1700000000,\"labels.stream\":\"\"}"))
        .isEqualTo("logs-shop-prod");
    String longName = "{\"timestamp\":1700000000,\"labels.stream\":\"" + "x".repeat(300) + "\"}";
    assertThat(stream(byField, longName)).isEqualTo("logs-" + "x".repeat(100) + "-prod");
  }

  /** The data stream of a log, which the log itself names as well. */
  private static String stream(SourceSpec spec, String log) {
    List<JsonLog> read = new ArrayList<>();
    LogReaders.json(spec, new ReadStats())
        .read(
            new RawRecord("t", 0, 0, -1, log.getBytes(StandardCharsets.UTF_8)),
            Logs.NOW,
            read::add);
    String dataset = read.get(0).dataStream().split("-", 3)[1];
    assertThat(new String(read.get(0).json(), StandardCharsets.UTF_8))
        .contains("\"data_stream\":{\"type\":\"logs\",\"dataset\":\"" + dataset + "\"");
    return read.get(0).dataStream();
  }

  @Test
  void textOfAnyCharacterIsValidJson() {
    String written =
        Logs.ecs()
            .json("{\"message\":\"q \\\" b \\\\ t\t n\\n z\\u0000 \\ud800 \\ud83d\\ude00 \u00e9\"}")
            .get(0);
    assertThat(written)
        .contains("\"message\":\"q \\\" b \\\\ t\\t n\\n z\\u0000 \uFFFD \uD83D\uDE00 \u00e9\"");
  }

  @Test
  void readAgainItIsTheSame() {
    String first =
        Logs.ecs().json("{\"host\":\"a\",\"a.b\":1,\"a\":[{\"b\":2}],\"log\":\"x\"}").get(0);
    assertThat(Logs.ecs().json(first)).containsExactly(first);
  }

  @Test
  void theLogsOfARecordHaveTheirPlaceAlsoWhereOneIsRefused() {
    String record =
        """
        {"resourceLogs":[{"scopeLogs":[{"logRecords":[
          {"timeUnixNano":"1700000000000000000","body":{"stringValue":"a"}},
          {"body":{"stringValue":"no time at all"}},
          {"timeUnixNano":"1700000001000000000","body":{"stringValue":"c"}}]}]}]}
        """;
    List<String> read = new ArrayList<>();
    Undecodable problem =
        LogReaders.json(SourceSpec.of(SourceFormat.OTLP), new ReadStats())
            .read(
                new RawRecord("t", 0, 0, -1, record.getBytes(StandardCharsets.UTF_8)),
                Logs.NOW,
                log -> read.add(log.position() + "@" + log.timestampMillis()));
    assertThat(read).containsExactly("0@1700000000000", "2@1700000001000");
    assertThat(problem).extracting(Undecodable::reason).isEqualTo("no-timestamp");
  }
}
