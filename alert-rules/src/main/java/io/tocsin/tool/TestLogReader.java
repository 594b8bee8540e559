package io.tocsin.tool;

import io.tocsin.diagnostic.Diagnostics;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceSpec;
import io.tocsin.document.Undecodable;
import io.tocsin.yaml.MappingReader;
import io.tocsin.yaml.YamlMapping;
import io.tocsin.yaml.YamlNode;
import io.tocsin.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the logs of a test: one, one repeated, or a file of them. */
final class TestLogReader {
  private static final long MOST_REPEATS = 1_000_000;

  /** A log without a time that can be read has this one, which no file of logs has. */
  private static final long NO_TIME = -1;

  private final Path folder;
  private final LogReader reader;
  private final Diagnostics diagnostics;

  /**
   * A reader of one file's tests.
   *
   * @param folder what files of logs are named from
   * @param source how logs are read
   */
  TestLogReader(Path folder, SourceSpec source, Diagnostics diagnostics) {
    this.folder = folder;
    this.reader = LogReaders.create(source, FieldIndex.builder().build());
    this.diagnostics = diagnostics;
  }

  /** Adds what an item of {@code logs} stands for. */
  void read(YamlNode item, List<RuleTest.Log> logs) throws IOException {
    MappingReader keys = Mappings.reader(item, "a log", diagnostics);
    if (keys == null) {
      return;
    }
    if (keys.has("file")) {
      readFile(keys, logs);
    } else {
      readWritten(keys, logs);
    }
    keys.finish();
  }

  private void readWritten(MappingReader keys, List<RuleTest.Log> logs) {
    Long at = TestTimes.time(keys, "at");
    Long arrives = TestTimes.time(keys, "arrives");
    long repeat = keys.integer("repeat", 1, 1, MOST_REPEATS);
    long every = TestTimes.duration(keys, "every");
    YamlNode log = keys.any("log");
    if (!keys.has("at")) {
      keys.missing("at");
    }
    if (!keys.has("log")) {
      keys.missing("log");
    }
    if (at == null || log == null) {
      return;
    }
    byte[] record = record(log, keys);
    if (record == null) {
      return;
    }
    Undecodable problem =
        reader.read(new RawRecord("", 0, 0, at, record), Long.MAX_VALUE, unused -> {});
    if (problem != null) {
      keys.invalid(log, "not a log: " + problem.detail(), null);
      return;
    }
    for (long i = 0; i < repeat; i++) {
      long time = at + i * every;
      logs.add(new RuleTest.Log(arrives == null ? time : arrives + i * every, time, record));
    }
  }

  /** The bytes of a record: JSON of a mapping, and a text as it is; null if it is neither. */
  private static byte @Nullable [] record(YamlNode log, MappingReader keys) {
    if (log instanceof YamlScalar text && !text.isNull()) {
      return text.text().getBytes(StandardCharsets.UTF_8);
    }
    if (!(log instanceof YamlMapping mapping)) {
      keys.wrongKind("log", "a mapping, or a line of text", log);
      return null;
    }
    for (String time : List.of("@timestamp", "timestamp")) {
      YamlMapping.Entry entry = mapping.entry(time);
      if (entry != null) {
        keys.invalid(entry.key(), "a log of a test has its time in 'at'", null);
      }
    }
    return LogJson.of(mapping);
  }

  private void readFile(MappingReader keys, List<RuleTest.Log> logs) throws IOException {
    YamlScalar name = keys.text("file");
    Long arrives = TestTimes.time(keys, "arrives");
    if (name == null) {
      return;
    }
    Path file = folder.resolve(name.text());
    if (!Files.isRegularFile(file)) {
      keys.invalid(name, "no such file: " + file.normalize(), null);
      return;
    }
    // Bytes that are no UTF-8 are no reason to fail: the log is read as the jobs read it.
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      byte[] json = lines.get(i).getBytes(StandardCharsets.UTF_8);
      if (lines.get(i).isBlank()) {
        continue;
      }
      Undecodable problem =
          reader.read(
              new RawRecord("", 0, i, NO_TIME, json),
              Long.MAX_VALUE,
              log -> {
                long at = log.timestampMillis();
                logs.add(new RuleTest.Log(arrives == null ? at : arrives, at, json));
              });
      if (problem != null) {
        keys.invalid(name, "line " + (i + 1) + ": " + problem.detail(), null);
      }
    }
  }
}
