package io.tocsin.benchmark.job;

import io.tocsin.benchmark.measure.Broker;
import io.tocsin.benchmark.measure.Comparison;
import io.tocsin.benchmark.measure.Run;
import io.tocsin.benchmark.measure.Runs;
import io.tocsin.benchmark.measure.Table;
import io.tocsin.benchmark.workload.LogShape;
import io.tocsin.benchmark.workload.RuleWorkload;
import io.tocsin.rule.RuleBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A broker of its own, and the comparisons of jobs that read from it. */
public final class Session implements AutoCloseable {
  private static final int USUAL_RULES = 1_000;

  /** Enough to see how the rate changes. */
  private static final int FEW_TURNS = 3;

  private final Broker broker;
  private final Path directory;
  private final Effort effort;
  private final Consumer<String> progress;

  /**
   * How much is run.
   *
   * @param logs in a topic
   * @param turns how often each case is run, after one that warms up
   */
  public record Effort(long logs, int turns) {}

  /**
   * Starts the broker.
   *
   * @param progress is told what begins
   */
  public Session(Effort effort, Consumer<String> progress) throws Exception {
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
    LogTopic topic = fill("usual", LogShape.USUAL, effort.logs());
    for (int parallelism : new int[] {1, 2}) {
      Jobs jobs = new Jobs(directory, parallelism);
      Comparison comparison =
          new Comparison("The job against the ceiling, parallelism " + parallelism);
      comparison.add("source only", () -> jobs.sourceOnly(topic));
      Runs ceiling = comparison.add("source and token scan", () -> jobs.tokenScan(topic));
      for (int rules : new int[] {1, 100, 1_000, 10_000}) {
        comparison.add(
            "%,d rule%s".formatted(rules, rules == 1 ? "" : "s"),
            () -> jobs.alerting(topic, RuleWorkload.bundle(rules)));
      }
      out.accept(run(comparison, ceiling, effort.turns()));
    }
    topic.delete();
  }

  /** How the rate changes with the number of groups of one rule more, which groups by trace. */
  public Table groups() throws Exception {
    return shapes(
        "Groups of one more rule",
        RuleWorkload.withTraces(USUAL_RULES),
        List.of("1,000 groups", "1 group", "100,000 groups", "1,000,000 groups"),
        List.of(
            LogShape.USUAL.withTraces(1_000),
            LogShape.USUAL.withTraces(1),
            LogShape.USUAL.withTraces(100_000),
            LogShape.USUAL.withTraces(1_000_000)));
  }

  /** How it changes with the number of hosts, by which a third of the rules group. */
  public Table hosts() throws Exception {
    return shapes(
        "Groups of a third of the rules",
        RuleWorkload.bundle(USUAL_RULES),
        List.of("200 hosts", "1,000 hosts", "5,000 hosts"),
        List.of(LogShape.USUAL, LogShape.USUAL.withHosts(1_000), LogShape.USUAL.withHosts(5_000)));
  }

  /** How it changes if most logs come from one host. */
  public Table skew() throws Exception {
    return shapes(
        "Skew",
        RuleWorkload.bundle(USUAL_RULES),
        List.of("even", "nine of ten logs in one group"),
        List.of(LogShape.USUAL, LogShape.USUAL.withSkew(0.9)));
  }

  /** How it changes with the share of late logs. */
  public Table late() throws Exception {
    return shapes(
        "Late logs",
        RuleWorkload.bundle(USUAL_RULES),
        List.of("none late", "5 % late", "20 % late"),
        List.of(LogShape.USUAL, LogShape.USUAL.withLate(0.05), LogShape.USUAL.withLate(0.2)));
  }

  /** How it changes with the length of logs; of longer ones there are fewer. */
  public Table lengths() throws Exception {
    return shapes(
        "Length of logs",
        RuleWorkload.bundle(USUAL_RULES),
        List.of("200 bytes", "470 bytes", "2 KB", "8 KB"),
        List.of(
            LogShape.USUAL.withBytes(200),
            LogShape.USUAL,
            LogShape.USUAL.withBytes(2_000),
            LogShape.USUAL.withBytes(8_000)));
  }

  /**
   * How it changes with the length of windows. The topic's logs are spread over more than a day, so
   * that windows of a day are full.
   */
  public Table windows() throws Exception {
    Jobs jobs = new Jobs(directory, 2);
    int perSecond = (int) Math.max(1, effort.logs() / 100_000);
    LogTopic topic = fill("windows", LogShape.USUAL.withRate(perSecond), effort.logs());
    Comparison comparison = new Comparison("Windows, 100 rules, over a day of logs, parallelism 2");
    for (int minutes : new int[] {1, 60, 1_440}) {
      comparison.add(
          minutes < 60 ? minutes + " m" : minutes / 60 + " h",
          () -> jobs.alerting(topic, RuleWorkload.bundle(100, minutes)));
    }
    Table table = run(comparison, comparison.all().get(0), Math.min(effort.turns(), FEW_TURNS));
    topic.delete();
    return table;
  }

  private Table shapes(String title, RuleBundle rules, List<String> names, List<LogShape> shapes)
      throws Exception {
    Jobs jobs = new Jobs(directory, 2);
    Comparison comparison = new Comparison(title + ", 1,000 rules, parallelism 2");
    List<LogTopic> topics = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      int longest = Math.max(LogShape.USUAL.bytes(), shapes.get(i).bytes());
      long logs = effort.logs() * LogShape.USUAL.bytes() / longest;
      LogTopic topic = fill("shape-" + title.hashCode() + "-" + i, shapes.get(i), logs);
      topics.add(topic);
      comparison.add(
          names.get(i),
          () -> {
            Run run = jobs.alerting(topic, rules);
            progress.accept("  %,d groups of rules were live".formatted(jobs.groups()));
            return run;
          });
    }
    Table table = run(comparison, comparison.all().get(0), Math.min(effort.turns(), FEW_TURNS));
    for (LogTopic topic : topics) {
      topic.delete();
    }
    return table;
  }

  private LogTopic fill(String name, LogShape shape, long logs) throws Exception {
    progress.accept("filling a topic with %,d logs".formatted(logs));
    return LogTopic.filled(broker.bootstrap(), name, shape, logs);
  }

  private Table run(Comparison comparison, Runs base, int turns) throws Exception {
    comparison.run(turns, progress);
    return new Table(comparison.title(), comparison.all(), base);
  }

  @Override
  public void close() {
    broker.close();
  }
}
