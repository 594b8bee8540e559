package io.tocsin.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Reads records in tests and shows what a rule would see. */
final class Logs {
  /** When records arrive: 2026-11-20T10:05:00Z. */
  static final long NOW = 1_795_169_100_000L;

  final ReadStats stats = new ReadStats();
  private final SourceSpec spec;

  private Logs(SourceSpec spec) {
    this.spec = spec;
  }

  static Logs of(SourceSpec spec) {
    return new Logs(spec);
  }

  static Logs ecs() {
    return new Logs(SourceSpec.of(SourceFormat.ECS));
  }

  static RawRecord record(byte[] value) {
    return new RawRecord("logs", 0, 7, NOW, value);
  }

  static RawRecord record(String value) {
    return record(value.getBytes(StandardCharsets.UTF_8));
  }

  /** The values of these fields in the record's only log: {@code [a, 5:INTEGER] []}. */
  String fields(String record, String... names) {
    List<String> logs = all(record(record), names);
    assertThat(logs).hasSize(1);
    return logs.get(0);
  }

  /** The values of these fields in each log of a record that can be read. */
  List<String> all(RawRecord record, String... names) {
    FieldIndex.Builder fields = FieldIndex.builder();
    for (String name : names) {
      fields.ordinal(name);
    }
    List<String> logs = new ArrayList<>();
    Undecodable problem =
        LogReaders.create(spec, fields.build(), stats)
            .read(record, NOW, document -> logs.add(show(document, names.length)));
    assertThat(problem).isNull();
    return logs;
  }

  /** The logs of a record as they are indexed. */
  List<String> json(String record) {
    List<String> logs = new ArrayList<>();
    Undecodable problem =
        LogReaders.json(spec, stats)
            .read(
                record(record),
                NOW,
                log -> logs.add(new String(log.json(), StandardCharsets.UTF_8)));
    assertThat(problem).isNull();
    return logs;
  }

  /** Why a record is no log. */
  String problem(byte[] record) {
    Undecodable problem =
        LogReaders.create(spec, FieldIndex.builder().build(), stats)
            .read(record(record), NOW, document -> {});
    return problem == null ? "none" : problem.reason();
  }

  String problem(String record) {
    return problem(record.getBytes(StandardCharsets.UTF_8));
  }

  static String show(Document document, int fields) {
    StringJoiner all = new StringJoiner(" ");
    for (int field = 0; field < fields; field++) {
      StringJoiner values = new StringJoiner(", ", "[", "]");
      for (int i = 0; i < document.size(field); i++) {
        values.add(show(document, field, i));
      }
      all.add(values.toString());
    }
    return all.toString();
  }

  private static String show(Document document, int field, int index) {
    ValueKind kind = document.kind(field, index);
    String text = document.text(field, index).toString();
    return switch (kind) {
      case STRING -> text;
      case INTEGER -> text + ":" + document.integer(field, index);
      case DECIMAL -> text + ":" + document.decimal(field, index);
      case BOOLEAN -> text + ":" + document.bool(field, index);
    };
  }
}
