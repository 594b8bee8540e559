package io.tocsin.benchmark.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.engine.LocalSlots;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Reading a log, beside a scan of its tokens by Jackson. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReadBenchmark {
  private final JsonFactory jackson = new JsonFactory();

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private Records records;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private LogReader reader;

  /** Makes the logs, and a reader of what 1,000 rules name. */
  @Setup
  public void prepare() {
    records = new Records();
    reader =
        LogReaders.create(
            SourceSpec.of(SourceFormat.ECS), LocalSlots.fields(List.of(RuleWorkload.rules(1_000))));
  }

  /** All tokens of a log, by Jackson. */
  @Benchmark
  public int jacksonTokens() throws IOException {
    int tokens = 0;
    try (JsonParser parser = jackson.createParser(records.next().value())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens++;
      }
    }
    return tokens;
  }

  /** The fields of a log that rules name. */
  @Benchmark
  public void fields(Blackhole out) {
    RawRecord record = records.next();
    reader.read(record, record.timestampMillis(), out::consume);
  }
}
