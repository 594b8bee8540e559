package io.tocsin.benchmark.micro;

import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.document.FieldIndex;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.kql.Kql;
import io.tocsin.kql.KqlParser;
import io.tocsin.match.FilterSet;
import io.tocsin.rule.RuleSet;
import io.tocsin.slot.Series;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A log, read and shown to all filters: by what they require of it, and one after the other. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatchBenchmark {
  /** How many rules the filters are of. */
  @Param({"10", "1000", "10000"})
  public int rules;

  /** Whether filters are looked up, or all asked. */
  @Param({"true", "false"})
  public boolean indexed;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private Records records;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private LogReader reader;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private FilterSet filters;

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
    filters =
        indexed
            ? FilterSet.of(kql, set.fields(), fields)
            : FilterSet.scanning(kql, set.fields(), fields);
    reader = LogReaders.create(SourceSpec.of(SourceFormat.ECS), fields.build());
  }

  /** Reads one log and finds the filters that select it. */
  @Benchmark
  public void match(Blackhole out) {
    RawRecord record = records.next();
    reader.read(record, record.timestampMillis(), log -> filters.match(log, out::consume));
  }
}
