package io.tocsin.benchmark;

import io.tocsin.benchmark.delivery.AlertLatency;
import io.tocsin.benchmark.delivery.CapacityLatency;
import io.tocsin.benchmark.delivery.Recovery;
import io.tocsin.benchmark.indexing.IndexingBenchmark;
import io.tocsin.benchmark.job.Session;
import io.tocsin.benchmark.measure.ProcessMemory;
import io.tocsin.benchmark.measure.Table;
import io.tocsin.benchmark.report.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the benchmarks. */
@Command(
    name = "tocsin bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast Tocsin is on this machine, against what the machine could do.",
      "Ratios are of runs in turns in one session; a figure is a median."
    })
public final class Bench implements Callable<Integer> {
  private static final Session.Effort QUICK = new Session.Effort(500_000, 1, 1);

  /** Enough to see how a rate changes. */
  private static final Session.Effort FULL = new Session.Effort(3_000_000, 3, 3);

  /**
   * Of each run, the first seconds go into groups that have not been seen, learning which logs
   * there are, and Java's compiler, and a job runs for months: so these are long.
   */
  private static final Session.Effort CEILING = new Session.Effort(12_000_000, 2, 5);

  /** What can be measured. */
  enum Part {
    /** The alerting job with 1 to 10,000 rules, against reading and scanning alone. */
    ceiling(Session::ceiling),
    /** How the rate changes with the number of groups of one more rule. */
    groups(Session::groups),
    /** With state in RocksDB, as in production, and many groups. */
    disk(Session::disk),
    /** With the number of hosts, by which a third of the rules group. */
    hosts(Session::hosts),
    /** If most logs come from one host. */
    skew(Session::skew),
    /** With the share of late logs. */
    late(Session::late),
    /** With the length of logs. */
    length(Session::lengths),
    /** With the length of windows. */
    windows(Session::windows),
    /** Files of logs, as "tocsin replay" reads them. */
    replay,
    /** From a log's append to the webhook's receipt, and a storm of alerts. */
    latency,
    /** The same at a quarter, half and three quarters of what the machine can do. */
    capacity,
    /** A TaskManager that ends under load. */
    recovery,
    /** Logs into Elasticsearch, beside the client's own ingester, and until they are found. */
    indexing,
    /** The pipeline job's memory while Elasticsearch is away for ten minutes; only if named. */
    outage,
    /** The steps of the hot path, one by one. */
    steps;

    private final @Nullable OfTheJob ofTheJob;

    Part() {
      this.ofTheJob = null;
    }

    Part(OfTheJob ofTheJob) {
      this.ofTheJob = ofTheJob;
    }
  }

  /** Tables of runs of the alerting job, which share a broker. */
  @FunctionalInterface
  private interface OfTheJob {
    void measure(Session session, Consumer<Table> out) throws Exception;
  }

  @Option(names = "--quick", description = "fewer logs and turns: under five minutes, and rough")
  private boolean quick;

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "writes the tables to a page, and a picture beside it")
  private @Nullable Path write;

  @Parameters(
      arity = "0..*",
      paramLabel = "PART",
      description = {
        "what to measure: ${COMPLETION-CANDIDATES}.",
        "All but outage if none is named; with --quick not capacity and recovery either."
      })
  private List<Part> parts = new ArrayList<>();

  /** Runs the benchmarks, and ends this Java: with 2 if the call is wrong, 3 if a run fails. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the benchmarks and returns the exit code. */
  static int run(String... args) {
    return new CommandLine(new Bench())
        .setExecutionExceptionHandler(new CommandFailed())
        .execute(args);
  }

  /** One line for a person, and the trace for whoever mends the benchmark. */
  private static final class CommandFailed implements CommandLine.IExecutionExceptionHandler {
    private static final int EXIT_CODE = 3;

    @Override
    public int handleExecutionException(
        Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
      line.getErr().println("tocsin bench: " + failure);
      failure.printStackTrace(line.getErr());
      return EXIT_CODE;
    }
  }

  @Override
  public Integer call() throws Exception {
    Set<Part> wanted = wanted();
    Session.Effort effort = quick ? QUICK : FULL;
    List<Table> tables = new ArrayList<>();
    ofTheJob(wanted, effort, tables);
    if (wanted.contains(Part.replay)) {
      show(ReplayBenchmark.run(effort, Bench::say), tables);
    }
    if (wanted.contains(Part.latency)) {
      AlertLatency.main(quick ? new String[] {"5000", "20", "1000"} : new String[0]);
    }
    if (wanted.contains(Part.capacity)) {
      CapacityLatency.run(quick ? 15 : 60);
    }
    if (wanted.contains(Part.recovery)) {
      Recovery.run(quick ? 5_000 : 20_000, quick ? 1 : 5);
    }
    if (wanted.contains(Part.indexing)) {
      IndexingBenchmark.main(
          "both", quick ? "50000" : "200000", quick ? "3" : "7", quick ? "20" : "60");
    }
    if (wanted.contains(Part.outage)) {
      IndexingBenchmark.main("outage", "10000", quick ? "120" : "600");
    }
    if (wanted.contains(Part.steps)) {
      Steps.run(quick);
    }
    if (write != null) {
      new Page(tables, quick).write(write);
      System.out.println("written to " + write);
    }
    return 0;
  }

  private Set<Part> wanted() {
    if (!parts.isEmpty()) {
      return EnumSet.copyOf(parts);
    }
    return EnumSet.complementOf(
        quick ? EnumSet.of(Part.outage, Part.capacity, Part.recovery) : EnumSet.of(Part.outage));
  }

  private void ofTheJob(Set<Part> wanted, Session.Effort effort, List<Table> tables)
      throws Exception {
    List<OfTheJob> all = wanted.stream().flatMap(part -> Stream.ofNullable(part.ofTheJob)).toList();
    if (all.isEmpty()) {
      return;
    }
    try (Session session = new Session(quick ? QUICK : CEILING, effort, Bench::say)) {
      for (OfTheJob each : all) {
        each.measure(session, table -> show(table, tables));
      }
    }
    say(ProcessMemory.most());
  }

  private static void show(Table measured, List<Table> all) {
    System.out.println("\n" + measured.text());
    all.add(measured);
  }

  private static void say(String what) {
    System.err.println("  " + what);
  }
}
