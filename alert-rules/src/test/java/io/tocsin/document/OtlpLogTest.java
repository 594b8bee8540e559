package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpLogTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                          | not-otlp",
        "{\"resourceMetrics\":[]}    | not-otlp",
        "[]                          | not-an-object",
        "text                        | not-json",
        "{\"resourceLogs\":[]}       | none",
        "{\"resourceLogs\":{}}       | none",
        "{\"resourceLogs\":[1,{\"scopeLogs\":[{\"logRecords\":[null,2,\"x\",[]]}]}]} | none",
      })
  void whatHoldsNoLogsIsRefusedOrEmpty(String record, String reason) {
    assertThat(logs().problem(record)).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"severityNumber\":1                             | [TRACE]",
        "\"severityNumber\":9                             | [INFO]",
        "\"severityNumber\":24                            | [FATAL]",
        "\"severityNumber\":25                            | []",
        "\"severityNumber\":13,\"severityText\":\"Error\" | [WARN]",
        "\"severityNumber\":0,\"severityText\":\"crit\"   | [FATAL]",
        "\"severityText\":\"\"                            | []",
      })
  void theSeverityNumberIsTheLevelAndTheTextWhereThereIsNone(String severity, String level) {
    assertThat(logs().fields(record(severity), "log.level")).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"stringValue\":\"x\"}       | [x]",
        "{\"intValue\":\"12\"}         | [12:12]",
        "{\"intValue\":12}             | [12:12]",
        "{\"doubleValue\":1.5}         | [1.5:1.5]",
        "{\"doubleValue\":\"NaN\"}     | []",
        "{\"intValue\":\"0x12\"}       | []",
        "{\"boolValue\":false}         | [false:false]",
        "{\"bytesValue\":\"AQI=\"}     | [AQI=]",
        "{\"arrayValue\":{\"values\":[{\"intValue\":1},{\"stringValue\":\"y\"},{}]}} | [1:1, y]",
        "{\"arrayValue\":5}            | []",
        "{\"newKind\":5}               | []",
        "{}                            | []",
        "5                             | []",
      })
  void attributesHaveTheValuesOfTheirKind(String value, String shown) {
    String record = record("\"attributes\":[{\"key\":\"a.b\",\"value\":" + value + "}]");
    assertThat(logs().fields(record, "a.b")).isEqualTo(shown);
  }

  @Test
  void aBodyThatIsNoTextBecomesTheMessageAllTheSame() {
    assertThat(logs().fields(record("\"body\":{\"intValue\":\"5\"}"), "message")).isEqualTo("[5]");
  }

  @Test
  void attributesWithoutNameAreCounted() {
    Logs logs = logs();
    assertThat(
            logs.fields(
                record("\"attributes\":[{\"value\":{}},{\"key\":\"..\",\"value\":{}},7]"), "a"))
        .isEqualTo("[]");
    assertThat(logs.stats.count(Flaw.UNUSABLE_VALUE)).isEqualTo(3);
  }

  private static Logs logs() {
    return Logs.of(SourceSpec.of(SourceFormat.OTLP));
  }

  private static String record(String logRecord) {
    return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{" + logRecord + "}]}]}]}";
  }
}
