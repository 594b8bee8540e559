package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2026-11-20T10:04:03Z\"                | 2026-11-20T10:04:03.000Z",
        "\"2026-11-20T10:04:03.1Z\"              | 2026-11-20T10:04:03.100Z",
        "\"2026-11-20T10:04:03.123456Z\"         | 2026-11-20T10:04:03.123456Z",
        "\"2026-11-20t10:04:03,123456789z\"      | 2026-11-20T10:04:03.123456789Z",
        "\"2026-11-20T11:04:03+01:00\"           | 2026-11-20T10:04:03.000Z",
        "\"2026-11-20T04:34:03.5-0530\"          | 2026-11-20T10:04:03.500Z",
        "\"2026-11-20 10:04:03\"                 | 2026-11-20T10:04:03.000Z",
        "\"2026-11-20T10:04\"                    | 2026-11-20T10:04:00.000Z",
        "\"2024-02-29T23:59:60Z\"                | 2024-03-01T00:00:00.000Z",
        "1700000000                              | 2023-11-14T22:13:20.000Z",
        "1700000000.123456                       | 2023-11-14T22:13:20.123456Z",
        "1700000000.123456789                    | 2023-11-14T22:13:20.123456789Z",
        "1.7e9                                   | 2023-11-14T22:13:20.000Z",
        "1700000000123                           | 2023-11-14T22:13:20.123Z",
        "1700000000123456                        | 2023-11-14T22:13:20.123456Z",
        "\"1700000000123456789\"                 | 2023-11-14T22:13:20.123456789Z",
      })
  void eventTimeIsReadAndWrittenInUtc(String written, String read) {
    Logs logs = Logs.ecs();
    assertThat(logs.fields("{\"@timestamp\": " + written + "}", "@timestamp"))
        .isEqualTo("[" + read + "]");
    assertThat(logs.fields("{\"timestamp\": " + written + "}", "@timestamp", "timestamp"))
        .isEqualTo("[" + read + "] []");
    assertThat(logs.stats.count(Flaw.TIMESTAMP_UNREADABLE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"yesterday\"",
        "\"\"",
        "\"2026-02-29T10:00:00Z\"",
        "\"2026-11-20T24:00:00Z\"",
        "-5",
        "true",
        "\"2026-11-20T10:04:03.Z\"",
        "\"2026-11-20T10:04:03+1:00\"",
        "\"2026-11-20T10:04:03Zx\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"2026/11/20T10:04:03Z\"",
        "\"2026-11-20T10:04:61Z\"",
        "\"2026-13-20T10:04:03Z\"",
        "\"1e9x\"",
        "\"2026-11-20T10:04:3Z\""
      })
  void anUnreadableTimeGivesWayToTheRecords(String written) {
    Logs logs = Logs.ecs();
    assertThat(logs.fields("{\"@timestamp\": " + written + "}", "@timestamp"))
        .isEqualTo("[2026-11-20T10:05:00.000Z]");
    assertThat(logs.stats.count(Flaw.TIMESTAMP_UNREADABLE)).isEqualTo(1);
  }

  @Test
  void aMissingTimeGivesWayToTheRecords() {
    Logs logs = Logs.ecs();
    assertThat(logs.fields("{}", "@timestamp")).isEqualTo("[2026-11-20T10:05:00.000Z]");
    assertThat(logs.stats.count(Flaw.TIMESTAMP_MISSING)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T10:10:00Z, 2026-11-20T10:10:00.000Z, 0",
    "2026-11-20T10:10:00.001Z, 2026-11-20T10:05:00.000Z, 1",
    "9999-12-31T23:59:59Z, 2026-11-20T10:05:00.000Z, 1",
    "1999-01-01T00:00:00Z, 1999-01-01T00:00:00.000Z, 0",
  })
  void aTimeMoreThanFiveMinutesAheadGivesWayToTheRecords(String said, String used, int counted) {
    Logs logs = Logs.ecs();
    assertThat(logs.fields("{\"@timestamp\": \"" + said + "\"}", "@timestamp"))
        .isEqualTo("[" + used + "]");
    assertThat(logs.stats.count(Flaw.TIMESTAMP_AHEAD)).isEqualTo(counted);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 4, from-the-future", // both ahead of the clock
    "1, 0, from-the-future", // the record ahead, the log without a time
    "0, 4, none",
  })
  void aLogThatIsAheadOfTheClockByEveryTimestampIsRefused(
      int recordDaysAhead, int logDaysAhead, String reason) {
    long day = 86_400_000L;
    String log =
        logDaysAhead == 0 ? "{}" : "{\"@timestamp\": " + (Logs.NOW + logDaysAhead * day) + "}";
    RawRecord record =
        new RawRecord("logs", 0, 0, Logs.NOW + recordDaysAhead * day, Utf8.of(log).bytes());
    Undecodable problem = read(record);
    assertThat(problem == null ? "none" : problem.reason()).isEqualTo(reason);
  }

  /** With a clock that is an hour slow whoever reads would take every log to be of the future. */
  @ParameterizedTest
  @CsvSource({
    "true,  '{\"@timestamp\": \"2026-11-20T11:05:00Z\"}', none",
    "true,  '{\"@timestamp\": \"2026-11-20T11:10:00Z\"}', none",
    "true,  '{\"@timestamp\": \"2026-11-20T11:10:01Z\"}', from-the-future",
    "true,  '{}', from-the-future",
    "false, '{\"@timestamp\": \"2026-11-20T11:05:00Z\"}', from-the-future",
  })
  void aLogThatAgreesWithTheBrokerIsBelievedAgainstTheClock(
      boolean stampedByBroker, String log, String reason) {
    long hour = 3_600_000L;
    Undecodable problem =
        read(new RawRecord("logs", 0, 0, Logs.NOW + hour, stampedByBroker, Utf8.of(log).bytes()));
    assertThat(problem == null ? "none" : problem.reason()).isEqualTo(reason);
  }

  @Test
  void aRecordAheadOfTheClockDoesNotMatterWhereTheLogsOwnTimeIsGood() {
    RawRecord record =
        new RawRecord("logs", 0, 0, Logs.NOW * 2, Utf8.of("{\"@timestamp\": 1700000000}").bytes());
    assertThat(Logs.ecs().all(record, "@timestamp")).containsExactly("[2023-11-14T22:13:20.000Z]");
  }

  @Test
  void aRecordWithoutTimestampNeedsALogThatHasOne() {
    assertThat(read(new RawRecord("logs", 0, 0, -1, Utf8.of("{}").bytes())))
        .extracting(Undecodable::reason)
        .isEqualTo("no-timestamp");
    assertThat(read(new RawRecord("f", 0, 0, -1, Utf8.of("{\"timestamp\": 1700000000}").bytes())))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yyyy-MM-dd HH:mm:ss,SSS      | 2026-11-20 11:04:03,250     | 2026-11-20T10:04:03.250Z",
        "dd/MMM/yyyy:HH:mm:ss Z       | 20/Nov/2026:10:04:03 +0000  | 2026-11-20T10:04:03.000Z",
        "MMM d HH:mm:ss               | Nov 20 11:04:03             | 2026-11-20T10:04:03.000Z",
        "MMM  d HH:mm:ss              | Nov  2 11:04:03             | 2026-11-02T10:04:03.000Z",
        "MMM d HH:mm:ss               | Dec 31 23:59:59             | 2025-12-31T22:59:59.000Z",
        "HH:mm:ss                     | 11:04:03                    | 2026-11-20T10:04:03.000Z",
      })
  void patternsFillInWhatTheyLeaveOut(String pattern, String written, String read) {
    SourceSpec spec =
        SourceSpec.of(SourceFormat.ECS)
            .withTimestamp("time", new TimestampFormat.Pattern(pattern, "Europe/Berlin"));
    Logs logs = Logs.of(spec);
    assertThat(logs.fields("{\"time\": \"" + written + "\"}", "@timestamp"))
        .isEqualTo("[" + read + "]");
  }

  @ParameterizedTest
  @CsvSource({"'yyyy-bb', UTC", "'yyyy', Europe/Atlantis", "'{', UTC"})
  void aPatternOrZoneThatIsUnknownIsRefused(String pattern, String zone) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TimestampFormat.Pattern(pattern, zone))
        .withMessageStartingWith("timestamp format: ");
  }

  @Test
  void aDayThatNoYearHasIsUnreadable() {
    SourceSpec spec =
        SourceSpec.of(SourceFormat.ECS)
            .withTimestamp("time", new TimestampFormat.Pattern("MMM d HH:mm:ss", "UTC"));
    Logs logs = Logs.of(spec);
    assertThat(logs.fields("{\"time\": \"Feb 30 00:00:00\"}", "@timestamp"))
        .isEqualTo("[2026-11-20T10:05:00.000Z]");
    assertThat(logs.stats.count(Flaw.TIMESTAMP_UNREADABLE)).isEqualTo(1);
  }

  @Test
  void writtenTimesAreThoseOfTheJdk() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    IsoTimestamp iso = new IsoTimestamp();
    byte[] text = new byte[30];
    for (int i = 0; i < 100_000; i++) {
      long nanos = random.nextLong() & Long.MAX_VALUE;
      int length = IsoTimestamp.write(nanos, text);
      String written = new Utf8().set(text, 0, length).toString();
      Instant expected = Instant.ofEpochSecond(0, nanos);
      assertThat(Instant.parse(written)).as("seed %d", seed).isEqualTo(expected);
      assertThat(iso.parse(text, 0, length)).as("%s, seed %d", written, seed).isEqualTo(nanos);
    }
  }

  private static @Nullable Undecodable read(RawRecord record) {
    return LogReaders.create(SourceSpec.of(SourceFormat.ECS), FieldIndex.builder().build())
        .read(record, Logs.NOW, document -> {});
  }
}
