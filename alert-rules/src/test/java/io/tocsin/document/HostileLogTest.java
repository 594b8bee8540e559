package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that a log can be makes a reader throw, or makes it write what is no JSON. */
class HostileLogTest {
  private static final int RANDOM_RECORDS = 5_000;
  private static final ObjectMapper JACKSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNameLength(Integer.MAX_VALUE)
                      .maxNumberLength(Integer.MAX_VALUE)
                      .build())
              .build());

  @ParameterizedTest
  @EnumSource
  void recordsOfRandomBytesAndMutatedJsonAreReadOrRefused(SourceFormat format) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RandomRecords records = new RandomRecords(random);
    SourceSpec spec = everything(format);
    LogReader reader = LogReaders.create(spec, fields());
    JsonLogReader json = LogReaders.json(spec, new ReadStats());
    for (int i = 0; i < RANDOM_RECORDS; i++) {
      byte[] record = records.next();
      assertThatCode(() -> readBoth(record, reader, json))
          .as("seed %d, record %s", seed, new String(record, StandardCharsets.UTF_8))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("monsters")
  void monstersAreReadOrRefused(String name, String record) {
    for (SourceFormat format : SourceFormat.values()) {
      SourceSpec spec = everything(format);
      readBoth(
          record.getBytes(StandardCharsets.UTF_8),
          LogReaders.create(spec, fields()),
          LogReaders.json(spec, new ReadStats()));
    }
  }

  static List<Arguments> monsters() {
    int many = 100_000;
    int million = 1_000_000;
    return List.of(
        Arguments.of("a long string", "{\"long\":\"" + "x".repeat(million) + "\"}"),
        Arguments.of("a long message", "{\"message\":\"" + "x".repeat(50_000) + "\"}"),
        Arguments.of("a long name", "{\"" + "x".repeat(million) + "\":1}"),
        Arguments.of("a name of many dots", "{\"" + "x.".repeat(many) + "\":1}"),
        Arguments.of("a number of a million digits", "{\"n\":" + "1".repeat(million) + "}"),
        Arguments.of("a long fraction", "{\"@timestamp\":1." + "1".repeat(million) + "}"),
        Arguments.of("huge exponents", "{\"@timestamp\":1e999999999,\"n\":1e-999999999}"),
        Arguments.of("many elements", "{\"a\":[" + "1,".repeat(many) + "1]}"),
        Arguments.of("a name many times", "{" + "\"a\":1,".repeat(many) + "\"a\":1}"),
        Arguments.of("many open arrays", "{\"a\":" + "[".repeat(many)),
        Arguments.of("many secrets", "{\"password\":[" + "\"abcd\",".repeat(many) + "1]}"),
        Arguments.of("many keywords", "{\"c\":\"" + "password=\\\"".repeat(50_000) + "\"}"));
  }

  private static void readBoth(byte[] record, LogReader reader, JsonLogReader json) {
    StringBuilder seen = new StringBuilder();
    Undecodable problem =
        reader.read(
            Logs.record(record), Logs.NOW, log -> seen.append(Logs.show(log, fields().size())));
    int[] logs = {0};
    Undecodable jsonProblem =
        json.read(Logs.record(record), Logs.NOW, log -> logs[0] += checkJson(log.json()));
    assertThat(jsonProblem).isEqualTo(problem);
    assertThat(problem == null || logs[0] == 0 || seen.length() > 0).isTrue();
  }

  private static int checkJson(byte[] json) {
    try {
      assertThat(JACKSON.readTree(json).get("@timestamp").isTextual()).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 1;
  }

  private static FieldIndex fields() {
    FieldIndex.Builder fields = FieldIndex.builder();
    for (String name : List.of("@timestamp", "message", "log.level", "a", "a.b", "*", "a.*")) {
      fields.ordinal(name);
    }
    return fields.build();
  }

  private static SourceSpec everything(SourceFormat format) {
    return SourceSpec.of(format)
        .withParse(
            new ParseStep.Json("message", ""),
            new ParseStep.Dissect("message", "%{a} %{*b}=%{&b} %{message}"),
            new ParseStep.Grok("a.b", List.of("%{IP:ip}", "%{NUMBER:n:int}"), Map.of()),
            new ParseStep.Regex("host.name", "(?P<c>.)(?P<d>.*)"))
        .withRenames(new Rename("a.c", "a.b"), new Rename("d", "log"))
        .withMasks(
            new Mask.Field("*.secret"),
            new Mask.Matching("sess-\\w+"),
            new Mask.Known(Mask.Secret.TOKENS),
            new Mask.Known(Mask.Secret.PASSWORDS),
            new Mask.Known(Mask.Secret.CARD_NUMBERS));
  }
}
