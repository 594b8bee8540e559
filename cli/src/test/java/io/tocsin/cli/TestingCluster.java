package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.checkpoints.BucketLocation;
import io.tocsin.checkpoints.CheckpointBucket;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.FlinkException;
import io.tocsin.cluster.JobKind;
import io.tocsin.cluster.Polling;
import io.tocsin.sandbox.FlinkPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.ObjectStorePart;
import io.tocsin.sandbox.Workspace;
import io.tocsin.sandbox.ZooKeeperPart;
import io.tocsin.setup.Setup;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kafka, S3 and a Flink of high availability, of a test's own, whose parts may be killed, and
 * commands against them.
 */
final class TestingCluster implements AutoCloseable {
  /**
   * Longer than what can be lost in a row: an answer of Flink's (a minute), and a restart or two,
   * each of which takes a minute or two where the machine has become ten times as slow.
   */
  static final Duration LIMIT = Duration.ofSeconds(300);

  private static final String BUCKET = "tocsin";

  private final StringWriter err = new StringWriter();
  private final Path directory;
  private final Map<String, String> metrics;
  private final Workspace workspace = Workspace.create();
  private final KafkaPart kafka = new KafkaPart(workspace, false);
  private final ObjectStorePart store = new ObjectStorePart(workspace, false);
  private final ZooKeeperPart zooKeeper = new ZooKeeperPart(workspace);
  private final FlinkPart flink = new FlinkPart(workspace, false, store, BUCKET);

  /**
   * Starts the parts.
   *
   * @param directory for rules and settings
   */
  TestingCluster(Path directory) {
    this(directory, false);
  }

  /**
   * The same.
   *
   * @param metrics whether Flink's processes tell their metrics
   */
  TestingCluster(Path directory, boolean metrics) {
    this(directory, metrics, Map.of());
  }

  /**
   * The same.
   *
   * @param environment variables that Flink's processes have beside those inherited
   */
  TestingCluster(Path directory, boolean metrics, Map<String, String> environment) {
    this.directory = directory;
    this.metrics = metrics ? flink.exposeMetrics(workspace.ports()) : Map.of();
    flink.environment(environment);
    kafka.start();
    store.start();
    zooKeeper.start();
    makeBucket();
    flink.configure(zooKeeper.flinkOptions("s3://" + BUCKET + "/ha"));
    flink.start();
  }

  /** Before {@code tocsin setup} does: a highly available Flink begins with it. */
  private void makeBucket() {
    BucketLocation location =
        new BucketLocation(
            store.endpoint(),
            store.region(),
            BUCKET,
            store.accessKey(),
            store.secretKey(),
            true,
            null);
    try (CheckpointBucket bucket = new CheckpointBucket(location)) {
      new Setup(done -> {}).bucket(bucket, BUCKET);
    }
  }

  /** Where each process of Flink tells its metrics, by its name. */
  Map<String, String> metrics() {
    return metrics;
  }

  KafkaPart kafka() {
    return kafka;
  }

  ObjectStorePart store() {
    return store;
  }

  FlinkPart flink() {
    return flink;
  }

  FlinkClient client() {
    return flink.client();
  }

  String rest() {
    return flink.rest().toString();
  }

  /** The id of the alerting job. */
  String alerting() {
    return id(JobKind.ALERTING);
  }

  String id(JobKind kind) {
    return client().running(kind).orElseThrow().id();
  }

  /** Waits for a checkpoint more than a job has, which takes every task. */
  void awaitCheckpoint(String job) {
    FlinkClient.Checkpoints before = client().checkpoints(job);
    try {
      Polling.await(
          "a checkpoint",
          LIMIT,
          () ->
              Optional.of(client().checkpoints(job))
                  .filter(each -> each.completed() > before.completed()));
    } catch (FlinkException e) {
      throw new AssertionError(e.getMessage() + "; before: " + before + ", now: " + now(job), e);
    }
  }

  /** What can be learnt of a job with which something is wrong. */
  private String now(String job) {
    try {
      return "%s, %s, all tasks run: %s, failed last: %s"
          .formatted(
              client().checkpoints(job),
              client().state(job),
              client().isFullyRunning(job),
              client().failure(job).orElse("never"));
    } catch (FlinkException e) {
      return "unknown, " + e.getMessage();
    }
  }

  void awaitFailedCheckpoints(String job, int more) {
    long failed = client().checkpoints(job).failed();
    Polling.await(
        "checkpoints to fail",
        LIMIT,
        () ->
            Optional.of(client().checkpoints(job)).filter(each -> each.failed() >= failed + more));
  }

  /** Waits until a JobManager that was killed has a job again, under the same id. */
  void awaitRecovered(String job) {
    Polling.await(
        "the job to be recovered",
        LIMIT,
        () ->
            Optional.of(job)
                .filter(id -> client().jobs().stream().anyMatch(each -> each.id().equals(id)))
                .filter(client()::isFullyRunning));
  }

  Workspace workspace() {
    return workspace;
  }

  /** Settings, and a rule that counts errors by host. */
  String settings(int parallelism) throws IOException {
    return settings(parallelism, "");
  }

  /**
   * The same with more. The clock is that of the logs alone: all of a {@link Load} are of one
   * minute, and are sent for many.
   *
   * @param more further keys of the settings
   */
  String settings(int parallelism, String more) throws IOException {
    return settings(parallelism, "clock: logs", more);
  }

  /**
   * The same.
   *
   * @param source keys of the source
   */
  String settings(int parallelism, String source, String more) throws IOException {
    Path rules = Files.createDirectories(directory.resolve("rules"));
    Files.writeString(
        rules.resolve("rules.yaml"),
        """
        rules:
          - {name: many, where: 'log.level: ERROR', by: [host.name], over: 5m, when: count() > 100}
        """);
    return Files.writeString(
            directory.resolve("tocsin-%d.yaml".formatted(parallelism)),
            """
            kafka: {bootstrap: '%s'}
            sources:
              - {name: logs, topics: [%s], dataset: load, %s}
            rules: %s
            checkpoints: {endpoint: '%s', bucket: tocsin, access_key: %s, secret_key: %s, interval: 1s}
            parallelism: %d
            %s
            """
                .formatted(
                    kafka.bootstrapServers(),
                    Load.TOPIC,
                    source,
                    rules,
                    store.endpoint(),
                    store.accessKey(),
                    store.secretKey(),
                    parallelism,
                    more))
        .toString();
  }

  /** Waits until a job that has not failed has read what was sent until now. */
  void awaitRead(Load load) {
    String job = alerting();
    load.mark();
    Polling.await(
        "the job to read",
        LIMIT,
        () ->
            Optional.of(job).filter(id -> client().recordsRead(id) >= load.markedSinceForgotten()));
  }

  /** What the command prints; fails unless it ends well. */
  String succeeds(String... arguments) {
    StringWriter out = new StringWriter();
    int code = Tocsin.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    assertThat(code).as("tocsin %s: %s", List.of(arguments), err).isZero();
    return out.toString();
  }

  /** What the command says on standard error, which must be that what was checked is wrong. */
  String isWrong(String... arguments) {
    StringWriter said = new StringWriter();
    int code =
        Tocsin.run(
            new PrintWriter(new StringWriter(), true), new PrintWriter(said, true), arguments);
    assertThat(code).as(said.toString()).isEqualTo(ExitCode.WRONG);
    return said.toString();
  }

  /**
   * Ends all.
   *
   * @throws AssertionError if a part has ended by itself; beside another failure it says why
   */
  @Override
  public void close() {
    List<String> crashes = workspace.crashes();
    workspace.delete();
    assertThat(crashes).isEmpty();
  }
}
