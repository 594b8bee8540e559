package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcsLogTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'service': {'name': 'checkout'}}",
        "{'service.name': 'checkout'}",
        "{'service..name': 'checkout'}",
        "{'.service.name.': 'checkout'}",
      })
  void dottedAndNestedNamesAreTheSameField(String log) {
    assertThat(fields(log, "service.name")).isEqualTo("[checkout]");
  }

  @Test
  void aFieldThatIsSpeltTwiceHasBothValuesInTheirOrder() {
    assertThat(fields("{'a.b': 1, 'a': {'b': 2}, 'a.c': 3}", "a.b", "a.c"))
        .isEqualTo("[1:1, 2:2] [3:3]");
    assertThat(fields("{'a': 1, 'a': 2, 'a': [3]}", "a")).isEqualTo("[1:1, 2:2, 3:3]");
    assertThat(fields("{'a': {'x': 1}, 'a': {'y': 2}}", "a.x", "a.y")).isEqualTo("[1:1] [2:2]");
    assertThat(fields("{'a': 1, 'a.b': 2}", "a", "a.b")).isEqualTo("[1:1] [2:2]");
  }

  /** Logs that are scanned and logs that are read into a tree. */
  @Test
  void aLogNamesTheTopicThatItsReaderIsOf() {
    for (SourceFormat format : List.of(SourceFormat.ECS, SourceFormat.TEXT)) {
      SourceSpec spec = SourceSpec.of(format);
      FieldIndex none = FieldIndex.builder().build();
      List<String> topics = new ArrayList<>();
      RawRecord record = Logs.record("{}");
      LogReaders.create(spec, none, "logs.a", new ReadStats())
          .read(record, Logs.NOW, log -> topics.add(log.topic()));
      LogReaders.create(spec, none).read(record, Logs.NOW, log -> topics.add(log.topic()));

      assertThat(topics).containsExactly("logs.a", "");
    }
  }

  @Test
  void arraysGiveTheirLeaves() {
    assertThat(fields("{'a': ['x', ['y', ['z']], null, []]}", "a")).isEqualTo("[x, y, z]");
    assertThat(fields("{'a': [{'b': 1}, {'c': 2}, {'b': [3]}]}", "a.b", "a.c", "a"))
        .isEqualTo("[1:1, 3:3] [2:2] []");
  }

  @Test
  void absentNullAndEmptyHoldNothing() {
    assertThat(fields("{'a': null, 'b': [], 'c': {}, 'd': [null]}", "a", "b", "c", "d", "e"))
        .isEqualTo("[] [] [] [] []");
  }

  @Test
  void numbersKeepTheirSpelling() {
    assertThat(
            fields(
                "{'a': [0, -0, 1.10, 1e3, 9223372036854775807, 9223372036854775808, true]}", "a"))
        .isEqualTo(
            "[0:0, -0:0, 1.10:1.1, 1e3:1000.0, 9223372036854775807:9223372036854775807, "
                + "9223372036854775808:9.223372036854776E18, true:true]");
  }

  @Test
  void whatIsNoFiniteNumberIsLeftOutAndCounted() {
    Logs logs = Logs.ecs();
    assertThat(logs.fields("{\"a\": [NaN, 1, -Infinity, 1e999, Infinity]}", "a"))
        .isEqualTo("[1:1]");
    assertThat(logs.stats.count(Flaw.UNUSABLE_VALUE)).isEqualTo(4);
  }

  @Test
  void wildcardNamesGiveTheValuesOfAllFieldsThatTheyMatch() {
    String log = "{'http': {'request': {'method': 'GET'}, 'version': 2}, 'https': 'x'}";
    assertThat(fields(log, "http.*", "*method", "http*", "h*.*.m*d", "x.*"))
        .isEqualTo("[GET, 2:2] [GET] [GET, 2:2, x] [GET] []");
  }

  @ParameterizedTest
  @CsvSource({
    "warn, WARN", "Warning, WARN", "err, ERROR", "error, ERROR", "crit, FATAL",
        "Informational, INFO",
    "notice, INFO", "panic, FATAL", "' debug ', DEBUG", "audit, AUDIT", "3, ERROR", "30, INFO"
  })
  void levelsHaveOneSpelling(String written, String level) {
    assertThat(fields("{'log.level': '" + written + "'}", "log.level"))
        .isEqualTo("[" + level + "]");
    assertThat(fields("{'level': '" + written + "'}", "log.level")).isEqualTo("[" + level + "]");
  }

  @Test
  void numericLevelsOfSyslogAndPinoAreRead() {
    assertThat(fields("{'severity': 4}", "log.level")).isEqualTo("[WARN]");
    assertThat(fields("{'level': 50}", "log.level")).isEqualTo("[ERROR]");
  }

  @Test
  void otherNamesOfLoggersBecomeThoseOfEcs() {
    assertThat(
            fields(
                "{'msg': 'm', 'level': 'info', 'host': 'web-1', 'service': 'pay', 'error': 'e'}",
                "message",
                "log.level",
                "host.name",
                "service.name",
                "error.message",
                "host",
                "error"))
        .isEqualTo("[m] [INFO] [web-1] [pay] [e] [] []");
  }

  @Test
  void aFieldOfEcsThatIsThereStaysAndTheOtherGoesAside() {
    assertThat(
            fields(
                "{'host': 'short', 'host.name': 'long', 'severity': 'x', 'log.level': 'info'}",
                "host.name",
                "labels.host",
                "log.level",
                "severity"))
        .isEqualTo("[long] [short] [INFO] [x]");
  }

  @Test
  void aLogLineBesideALogLevelBecomesTheMessage() {
    assertThat(fields("{'log': 'line', 'log.level': 'warn'}", "message", "log.level", "log"))
        .isEqualTo("[line] [WARN] []");
  }

  @Test
  void aLogCarriesTheNameOfItsDataStream() {
    Logs logs = Logs.of(SourceSpec.of(SourceFormat.ECS).withDataStream("nginx.access", "prod"));
    assertThat(
            logs.fields(
                "{\"data_stream\": {\"dataset\": \"x\"}}",
                "data_stream.type",
                "data_stream.dataset",
                "data_stream.namespace",
                "event.dataset"))
        .isEqualTo("[logs] [nginx.access] [prod] [nginx.access]");
  }

  @Test
  void renamingMovesAFieldWithAllThatIsUnderIt() {
    Logs logs =
        Logs.of(
            SourceSpec.of(SourceFormat.ECS)
                .withRenames(new Rename("app", "service"), new Rename("lvl", "level")));
    assertThat(
            logs.fields(
                "{\"app\": {\"name\": \"a\", \"version\": \"2\"}, \"lvl\": \"err\"}",
                "service.name",
                "service.version",
                "log.level"))
        .isEqualTo("[a] [2] [ERROR]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | empty",
        "'  '          | empty",
        "garbage       | not-json",
        "{\"a\": 1     | not-json",
        "{\"a\": 01}   | not-json",
        "{} {}         | not-json",
        "[1]           | not-an-object",
        "\"text\"      | not-an-object",
        "null          | not-an-object",
      })
  void whatIsNoJsonObjectIsRefusedWithTheReason(String record, String reason) {
    assertThat(Logs.ecs().problem(record)).isEqualTo(reason);
  }

  @Test
  void nestingHasALimit() {
    Logs logs = Logs.ecs();
    assertThat(logs.problem("{\"a\":".repeat(90) + "1" + "}".repeat(90))).isEqualTo("none");
    assertThat(logs.problem("{\"a\":".repeat(101) + "1" + "}".repeat(101))).isEqualTo("too-deep");
    assertThat(logs.problem("{\"a\":" + "[".repeat(100_000))).isEqualTo("too-deep");
    assertThat(logs.problem("{\"" + "a.".repeat(500_000) + "\": 1}")).isEqualTo("none");
    assertThat(logs.problem("{\"a.b.c.d.e\":".repeat(21) + "1" + "}".repeat(21)))
        .isEqualTo("too-deep");
  }

  @Test
  void bytesThatAreNoUtf8AreReplacedAndCounted() {
    Logs logs = Logs.ecs();
    byte[] latin1 = "{\"message\": \"caf\u00e9 closed\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(logs.all(Logs.record(latin1), "message")).containsExactly("[caf\uFFFD closed]");
    assertThat(logs.stats.count(Flaw.INVALID_TEXT)).isEqualTo(1);
    assertThat(logs.fields("{\"message\": \"\\ud800\"}", "message")).isEqualTo("[\uFFFD]");
    assertThat(logs.fields("\uFEFF{\"message\": \"with a mark\"}", "message"))
        .isEqualTo("[with a mark]");
    assertThat(logs.fields("{\"message\": \"a\tb\"}", "message")).isEqualTo("[a\tb]");
  }

  private static String fields(String log, String... names) {
    return Logs.ecs().fields(log.replace('\'', '"'), names);
  }
}
