package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The scanner shows what the reference shows, on whatever it is given. */
class ScanningReaderTest {
  private static final int RECORDS = Integer.getInteger("tocsin.scanner.records", 20_000);

  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "c",
          "a.b",
          "a.b.c",
          "b.a",
          "@timestamp",
          "timestamp",
          "message",
          "msg",
          "log",
          "log.level",
          "level",
          "severity",
          "host",
          "host.name",
          "host.name.a",
          "hostname",
          "service",
          "service.name",
          "event",
          "event.dataset",
          "data_stream",
          "data_stream.type",
          "data_stream.dataset",
          "data_stream.namespace",
          "data_stream.a",
          "labels.host",
          "labels.log",
          "labels.service",
          "labels.error",
          "labels.event",
          "labels",
          "error",
          "error.message",
          "password",
          "a.\u00e9",
          "name",
          "dataset.a");

  @Test
  void agreesWithTheReferenceOnRandomRecords() {
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    RandomRecords records = new RandomRecords(random);
    int scanned = 0;
    for (int round = 0; round < 60; round++) {
      Pair pair = Pair.of(random);
      for (int i = 0; i < RECORDS / 60; i++) {
        byte[] record = records.nextTamer();
        long recordMillis =
            random.nextInt(20) == 0 ? -1 : Logs.NOW + random.nextInt(2_000_000) - 1_000_000;
        pair.check(amongOthers(record, recordMillis, random), seed);
      }
      scanned += pair.scanned;
    }
    assertThat(scanned).as("scanned, not left to the reference").isGreaterThan(RECORDS / 5);
  }

  /** Records that are shaped alike are known by what stands between their values. */
  @Test
  void agreesOnRecordsThatAreAlmostTheSame() {
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    RandomRecords records = new RandomRecords(random);
    for (int round = 0; round < 60; round++) {
      Pair pair = Pair.of(random);
      List<byte[]> shapes = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        shapes.add(records.nextTamer());
      }
      for (int i = 0; i < RECORDS / 60; i++) {
        byte[] record = changed(shapes.get(random.nextInt(shapes.size())), random);
        pair.check(amongOthers(record, Logs.NOW, random), seed);
      }
    }
  }

  /** As the client gives records: before and behind them are bytes of others. */
  private static RawRecord amongOthers(byte[] record, long millis, Random random) {
    byte[] others = "\"}{]7e\\u00e9, \u00e9\n".getBytes(StandardCharsets.UTF_8);
    int from = random.nextInt(20);
    int to = from + record.length;
    byte[] all = new byte[to + random.nextInt(20)];
    for (int i = 0; i < all.length; i++) {
      all[i] = others[random.nextInt(others.length)];
    }
    System.arraycopy(record, 0, all, from, record.length);
    return new RawRecord("t", 0, 0, millis, false, all, from, to);
  }

  /** Another value here and there, and now and then another sign anywhere. */
  private static byte[] changed(byte[] record, Random random) {
    byte[] other = record.clone();
    for (int i = 0; i < other.length; i++) {
      boolean digit = other[i] >= '0' && other[i] <= '9';
      boolean changes = random.nextInt(8) == 0;
      if (digit && changes) {
        other[i] = (byte) ('0' + random.nextInt(10));
      }
    }
    if (random.nextInt(3) == 0 && other.length > 0) {
      byte[] signs = "\"\\{}[],:. tfnu0-1eE\u00e9\n".getBytes(StandardCharsets.UTF_8);
      other[random.nextInt(other.length)] = signs[random.nextInt(signs.length)];
    }
    if (random.nextInt(10) == 0 && other.length > 0) {
      other = Arrays.copyOf(other, random.nextInt(other.length));
    }
    return other;
  }

  @Test
  void scansWhatShippersWrite() throws Exception {
    for (String file : List.of("filebeat", "vector", "rsyslog")) {
      try (var in = ScanningReaderTest.class.getResourceAsStream("shippers/" + file + ".ndjson")) {
        assertThat(in).isNotNull();
        Pair pair = new Pair(SourceSpec.of(SourceFormat.ECS), allFields());
        pair.check(Logs.record(in.readAllBytes()), 0);
        assertThat(pair.scanned).as(file).isEqualTo(1);
      }
    }
  }

  private static SourceSpec spec(Random random) {
    SourceSpec usual = SourceSpec.of(SourceFormat.ECS).withDataStream("shop", "prod");
    SourceSpec spec =
        switch (random.nextInt(5)) {
          case 0 -> usual.withDatasetField("event.dataset");
          case 1 -> usual.withDatasetField("a.b");
          default -> usual;
        };
    return switch (random.nextInt(3)) {
      case 0 -> spec.withTimestamp("a.b", new TimestampFormat.Auto());
      case 1 -> spec.withTimestamp("level", new TimestampFormat.Iso8601());
      default -> spec;
    };
  }

  private static FieldIndex fields(Random random) {
    FieldIndex.Builder fields = FieldIndex.builder();
    for (String name : NAMES) {
      if (random.nextInt(3) == 0) {
        fields.ordinal(name);
      }
    }
    return fields.build();
  }

  private static FieldIndex allFields() {
    FieldIndex.Builder fields = FieldIndex.builder();
    NAMES.forEach(fields::ordinal);
    return fields.build();
  }

  /** Both readers of one source. */
  private static final class Pair {
    private final FieldIndex fields;
    private final ReadStats referenceStats = new ReadStats();
    private final ReadStats scannerStats = new ReadStats();
    private final LogReader reference;
    private final LogReader scanner;
    private boolean left;
    private int scanned;

    /** A pair for a source whose logs can be scanned for these fields. */
    static Pair of(Random random) {
      while (true) {
        SourceSpec spec = spec(random);
        FieldIndex fields = fields(random);
        if (ScanPlan.of(spec, fields) != null) {
          return new Pair(spec, fields);
        }
      }
    }

    Pair(SourceSpec spec, FieldIndex fields) {
      this.fields = fields;
      this.reference = LogReaders.reference(spec, fields, referenceStats);
      ScanPlan plan = Objects.requireNonNull(ScanPlan.of(spec, fields));
      LogReader rest = LogReaders.reference(spec, fields, scannerStats);
      this.scanner =
          new ScanningReader(
              plan,
              spec.timestampFormat(),
              "logs",
              scannerStats,
              (record, nowMillis, out) -> {
                left = true;
                return rest.read(record, nowMillis, out);
              });
    }

    void check(RawRecord record, long seed) {
      left = false;
      String seen = read(scanner, record);
      String expected = read(reference, record);
      String what = new String(record.value(), StandardCharsets.UTF_8);
      assertThat(seen)
          .as("seed %d, fields %s, record %s", seed, fields.names(), what)
          .isEqualTo(expected);
      for (Flaw flaw : Flaw.values()) {
        assertThat(scannerStats.count(flaw))
            .as("%s, seed %d, record %s", flaw, seed, what)
            .isEqualTo(referenceStats.count(flaw));
      }
      assertThat(scannerStats.logs()).isEqualTo(referenceStats.logs());
      scanned += left ? 0 : 1;
    }

    private String read(LogReader reader, RawRecord record) {
      List<String> logs = new ArrayList<>();
      @Nullable Undecodable problem =
          reader.read(
              record,
              Logs.NOW,
              log -> logs.add(log.timestampMillis() + " " + Logs.show(log, fields.size())));
      return logs + (problem == null ? "" : problem.reason());
    }
  }
}
