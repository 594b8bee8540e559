package io.tocsin.benchmark.micro;

import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.document.Document;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.match.FilterSet;
import io.tocsin.match.Selection;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.Series;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A log, read and shown to all filters: remembered, looked up, and one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatchBenchmark {
  /** How many rules the filters are of. */
  @Param({"10", "1000", "10000"})
  public int rules;

  /** How the filters of a log are found. */
  public enum Way {
    /** Remembered of logs alike. */
    REMEMBERED,
    /** Looked up by what they require. */
    INDEXED,
    /** All asked. */
    SCANNING
  }

  /** One after the other, in one run. */
  @Param({"REMEMBERED", "INDEXED", "SCANNING"})
  public Way way = Way.REMEMBERED;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private Records records;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private LogReader reader;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private BiConsumer<Document, Blackhole> filters;

  /** Makes the logs and the filters. */
  @Setup
  public void prepare() {
    records = new Records();
    RuleSet set = RuleWorkload.rules(rules);
    List<Kql> kql =
        set.series().stream()
            .map(Series::filter)
            .distinct()
            .map(KqlParser::parseCanonical)
            .toList();
    FieldIndex.Builder fields = FieldIndex.builder();
    filters = filters(kql, set, fields);
    reader = LogReaders.create(SourceSpec.of(SourceFormat.ECS), fields.build());
  }

  private BiConsumer<Document, Blackhole> filters(
      List<Kql> kql, RuleSet set, FieldIndex.Builder fields) {
    if (way == Way.REMEMBERED) {
      Selection<int[]> selection = Selection.of(kql, set.fields(), fields, met -> met);
      return (log, out) -> selection.match(log, out::consume);
    }
    FilterSet all =
        way == Way.INDEXED
            ? FilterSet.of(kql, set.fields(), fields)
            : FilterSet.scanning(kql, set.fields(), fields);
    return (log, out) -> all.match(log, out::consume);
  }

  /** Reads one log and finds the filters that select it. */
  @Benchmark
  public void match(Blackhole out) {
    RawRecord record = records.next();
    reader.read(record, record.timestampMillis(), log -> filters.accept(log, out));
  }
}
