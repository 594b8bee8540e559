package io.tocsin.benchmark.micro;

import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.document.LogReader;
import io.tocsin.document.LogReaders;
import io.tocsin.document.RawRecord;
import io.tocsin.document.SourceFormat;
import io.tocsin.document.SourceSpec;
import io.tocsin.engine.LocalSlots;
import io.tocsin.engine.RuleTimeline;
import io.tocsin.rule.RuleSet;
import java.util.TreeMap;
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

/** A log from its bytes into the partial slots of all rules, drained as the job drains them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CountBenchmark {
  /** At 500,000 logs a second, what comes in the 200 ms for which counts are kept. */
  private static final int LOGS_BETWEEN_DRAINS = 100_000;

  /** How many rules there are. */
  @Param({"1", "10", "1000", "10000"})
  public int rules;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private Records records;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private LogReader reader;

  @SuppressWarnings("NullAway.Init") // JMH makes it
  private LocalSlots slots;

  private int logs;

  /** Makes the logs, and puts the rules in force. */
  @Setup
  public void prepare() {
    records = new Records();
    slots = new LocalSlots();
    TreeMap<Long, RuleSet> inForce = new TreeMap<>();
    inForce.put(RuleTimeline.FROM_THE_BEGINNING, RuleWorkload.rules(rules));
    slots.put(inForce);
    reader = LogReaders.create(SourceSpec.of(SourceFormat.ECS), slots.fields());
  }

  /** Reads and counts one log. */
  @Benchmark
  public void count(Blackhole out) {
    RawRecord record = records.next();
    reader.read(record, record.timestampMillis(), slots::add);
    if (++logs % LOGS_BETWEEN_DRAINS == 0) {
      slots.drain(out::consume);
    }
  }
}
