package io.tocsin.benchmark.job;

import io.tocsin.benchmark.job.Jobs.Backend;
import io.tocsin.benchmark.measure.Broker;
import io.tocsin.benchmark.measure.Comparison;
import io.tocsin.benchmark.measure.Run;
import io.tocsin.benchmark.measure.Runs;
import io.tocsin.benchmark.measure.Table;
import io.tocsin.benchmark.workload.LogShape;
import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.rule.RuleBundle;
import io.tocsin.settings.CheckpointSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A broker of its own, and the comparisons of jobs that read from it. */
public final class Session implements AutoCloseable {
  private static final int USUAL_RULES = 1_000;

  /** So often that runs of ten seconds have a checkpoint as well. */
  private static final Duration OFTEN = Duration.ofSeconds(10);

  private final Broker broker;
  private final Path directory;
  private final Effort ceiling;
  private final Effort effort;
  private final Consumer<String> progress;

  /**
   * How much is run.
   *
   * @param logs in a topic
   * @param warmUps how often each case is run before it counts
   * @param turns how often it is run and counted
   */
  public record Effort(long logs, int warmUps, int turns) {}

  /**
   * Starts the broker.
   *
   * @param ceiling for the job against the ceiling
   * @param effort for all else
   * @param progress is told what begins
   */
  public Session(Effort ceiling, Effort effort, Consumer<String> progress) throws Exception {
    this.ceiling = ceiling;
    this.effort = effort;
    this.progress = progress;
    progress.accept("starting Kafka");
    this.broker = new Broker();
    this.directory = Files.createDirectories(broker.workspace().directory().resolve("bench"));
    LogTopic.empty(broker.bootstrap(), "bench-alerts");
  }

  /**
   * The alerting job with more and more rules, against the ceiling.
   *
   * @param out is given the table of each parallelism when it is measured
   */
  public void ceiling(Consumer<Table> out) throws Exception {
    LogTopic topic = fill("usual", LogShape.USUAL, ceiling.logs());
    for (int parallelism : new int[] {1, 2}) {
      Jobs jobs = new Jobs(directory, parallelism, Backend.MEMORY, OFTEN);
      Comparison comparison =
          new Comparison("The job against the ceiling, parallelism " + parallelism);
      comparison.add("source only", () -> jobs.sourceOnly(topic));
      Runs scan = comparison.add("source and token scan", () -> jobs.tokenScan(topic));
      for (int rules : new int[] {1, 100, 1_000, 10_000}) {
        comparison.add(
            "%,d rule%s".formatted(rules, rules == 1 ? "" : "s"),
            () -> jobs.alerting(topic, RuleWorkload.bundle(rules)));
      }
      out.accept(run(comparison, scan, ceiling));
    }
    topic.delete();
  }

  /**
   * How the rate changes with the number of groups of one rule more, which groups by trace: while
   * they are made, and once they are there.
   */
  public void groups(Consumer<Table> out) throws Exception {
    List<Case> cases = new ArrayList<>();
    cases.add(live("1,000 groups", LogShape.USUAL.withTraces(1_000)));
    cases.add(live("1 group", LogShape.USUAL.withTraces(1)));
    cases.add(live("100,000 groups are live", LogShape.USUAL.withTraces(100_000)));
    cases.addAll(millionGroups());
    RuleBundle rules = RuleWorkload.withTraces(USUAL_RULES);
    out.accept(shapes("Groups of one more rule", rules, cases, CheckpointSettings.USUAL_INTERVAL));
  }

  /** How it changes where state is kept on disk, as in production, with few groups and many. */
  public void disk(Consumer<Table> out) throws Exception {
    LogShape few = LogShape.USUAL.withTraces(1_000);
    List<Case> cases = new ArrayList<>();
    cases.add(live("1,000 groups", few).on(Backend.MEMORY));
    cases.add(live("1,000 groups", few).on(Backend.ROCKSDB));
    millionGroups().forEach(one -> cases.add(one.on(Backend.ROCKSDB)));
    RuleBundle rules = RuleWorkload.withTraces(USUAL_RULES);
    out.accept(
        shapes("State in memory and in RocksDB", rules, cases, CheckpointSettings.USUAL_INTERVAL));
  }

  private List<Case> millionGroups() {
    LogShape shape = LogShape.USUAL.withTraces(1_000_000);
    return List.of(
        new Case("1,000,000 groups are made", shape, 0, effort.logs()),
        live("1,000,000 groups are live", shape));
  }

  /** Measured once all groups have been made, and for so long that there is a checkpoint. */
  private Case live(String name, LogShape shape) {
    return new Case(name, shape, effort.logs(), 3 * effort.logs());
  }

  /** How it changes with the number of hosts, by which a third of the rules group. */
  public void hosts(Consumer<Table> out) throws Exception {
    out.accept(
        shapes(
            "Groups of a third of the rules",
            RuleWorkload.bundle(USUAL_RULES),
            List.of(
                whole("200 hosts", LogShape.USUAL),
                whole("1,000 hosts", LogShape.USUAL.withHosts(1_000)),
                whole("5,000 hosts", LogShape.USUAL.withHosts(5_000)))));
  }

  /** How it changes if most logs come from one host. */
  public void skew(Consumer<Table> out) throws Exception {
    out.accept(
        shapes(
            "Skew",
            RuleWorkload.bundle(USUAL_RULES),
            List.of(
                whole("even", LogShape.USUAL),
                whole("nine of ten logs in one group", LogShape.USUAL.withSkew(0.9)))));
  }

  /** How it changes with the share of late logs. */
  public void late(Consumer<Table> out) throws Exception {
    out.accept(
        shapes(
            "Late logs",
            RuleWorkload.bundle(USUAL_RULES),
            List.of(
                whole("none late", LogShape.USUAL),
                whole("5 % late", LogShape.USUAL.withLate(0.05)),
                whole("20 % late", LogShape.USUAL.withLate(0.2)))));
  }

  /** How it changes with the length of logs; of longer ones there are fewer. */
  public void lengths(Consumer<Table> out) throws Exception {
    out.accept(
        shapes(
            "Length of logs",
            RuleWorkload.bundle(USUAL_RULES),
            List.of(
                whole("200 bytes", LogShape.USUAL.withBytes(200)),
                whole("470 bytes", LogShape.USUAL),
                whole("2 KB", LogShape.USUAL.withBytes(2_000)),
                whole("8 KB", LogShape.USUAL.withBytes(8_000)))));
  }

  /**
   * How it changes with the length of windows. The topic's logs are spread over more than a day, so
   * that windows of a day are full.
   */
  public void windows(Consumer<Table> out) throws Exception {
    Jobs jobs = new Jobs(directory, 2, Backend.MEMORY, OFTEN);
    int perSecond = (int) Math.max(1, effort.logs() / 100_000);
    LogTopic topic = fill("windows", LogShape.USUAL.withRate(perSecond), effort.logs());
    Comparison comparison = new Comparison("Windows, 100 rules, over a day of logs, parallelism 2");
    for (int minutes : new int[] {1, 60, 1_440}) {
      comparison.add(
          minutes < 60 ? minutes + " m" : minutes / 60 + " h",
          () -> jobs.alerting(topic, RuleWorkload.bundle(100, minutes)));
    }
    out.accept(run(comparison));
    topic.delete();
  }

  /**
   * Logs that are measured.
   *
   * @param from as many are read before
   * @param to as many when it ends
   */
  private record Case(String name, LogShape shape, long from, long to, Backend backend) {
    Case(String name, LogShape shape, long from, long to) {
      this(name, shape, from, to, Backend.MEMORY);
    }

    Case on(Backend other) {
      return new Case(other.title() + ", " + name, shape, from, to, other);
    }
  }

  /** All logs of a topic, which are fewer if they are long. */
  private Case whole(String name, LogShape shape) {
    int longest = Math.max(LogShape.USUAL.bytes(), shape.bytes());
    return new Case(name, shape, 0, effort.logs() * LogShape.USUAL.bytes() / longest);
  }

  private Table shapes(String title, RuleBundle rules, List<Case> cases) throws Exception {
    return shapes(title, rules, cases, OFTEN);
  }

  private Table shapes(String title, RuleBundle rules, List<Case> cases, Duration checkpoints)
      throws Exception {
    Comparison comparison = new Comparison(title + ", 1,000 rules, parallelism 2");
    Map<LogShape, Long> logs = new LinkedHashMap<>();
    cases.forEach(one -> logs.merge(one.shape(), one.to(), Math::max));
    Map<LogShape, LogTopic> topics = new HashMap<>();
    for (Map.Entry<LogShape, Long> each : logs.entrySet()) {
      String name = "shape-" + title.hashCode() + "-" + topics.size();
      topics.put(each.getKey(), fill(name, each.getKey(), each.getValue()));
    }
    for (Case one : cases) {
      LogTopic topic = Objects.requireNonNull(topics.get(one.shape()));
      comparison.add(
          one.name(),
          () -> {
            Jobs jobs = new Jobs(directory, 2, one.backend(), checkpoints);
            Run run = jobs.alerting(topic, rules, one.from(), one.to());
            progress.accept("  %,d groups of rules were live".formatted(run.groups()));
            return run;
          });
    }
    Table table = run(comparison);
    for (LogTopic topic : topics.values()) {
      topic.delete();
    }
    return table;
  }

  /** Against the first case. */
  private Table run(Comparison comparison) throws Exception {
    return run(comparison, comparison.all().get(0), effort);
  }

  private LogTopic fill(String name, LogShape shape, long logs) throws Exception {
    progress.accept("filling a topic with %,d logs".formatted(logs));
    return LogTopic.filled(broker.bootstrap(), name, shape, logs);
  }

  private Table run(Comparison comparison, Runs base, Effort its) throws Exception {
    comparison.run(its.warmUps(), its.turns(), progress);
    return new Table(comparison.title(), comparison.all(), base);
  }

  @Override
  public void close() {
    broker.close();
  }
}
