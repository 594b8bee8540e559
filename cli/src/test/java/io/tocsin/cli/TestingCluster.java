package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.JobKind;
import io.tocsin.cluster.Polling;
import io.tocsin.sandbox.FlinkPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.ObjectStorePart;
import io.tocsin.sandbox.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Kafka, S3 and Flink of a test's own, whose parts may be killed, and commands against them. */
final class TestingCluster implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(120);

  private final StringWriter err = new StringWriter();
  private final Path directory;
  private final Workspace workspace = Workspace.create();
  private final KafkaPart kafka = new KafkaPart(workspace, false);
  private final ObjectStorePart store = new ObjectStorePart(workspace, false);
  private final FlinkPart flink = new FlinkPart(workspace, false, store, "tocsin");

  /**
   * Starts the parts.
   *
   * @param directory for rules and settings
   */
  TestingCluster(Path directory) {
    this.directory = directory;
    kafka.start();
    store.start();
    flink.start();
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
    return client().running(JobKind.ALERTING).orElseThrow().id();
  }

  /** Settings, and a rule that counts errors by host. */
  String settings(int parallelism) throws IOException {
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
              - {name: logs, topics: [%s]}
            rules: %s
            checkpoints: {endpoint: '%s', bucket: tocsin, access_key: %s, secret_key: %s, interval: 1s}
            parallelism: %d
            """
                .formatted(
                    kafka.bootstrapServers(),
                    Load.TOPIC,
                    rules,
                    store.endpoint(),
                    store.accessKey(),
                    store.secretKey(),
                    parallelism))
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

  @Override
  public void close() {
    workspace.delete();
  }
}
