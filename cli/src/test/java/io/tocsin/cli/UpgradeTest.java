package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.JobKind;
import io.tocsin.cluster.Polling;
import io.tocsin.sandbox.Distribution;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs are stopped and started by commands, on a JobManager and two TaskManagers, under load. */
@Timeout(400)
class UpgradeTest {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final StringWriter err = new StringWriter();

  @TempDir Path directory;
  private Workspace workspace;
  private KafkaPart kafka;
  private ObjectStorePart store;
  private FlinkPart flink;
  private FlinkClient client;

  @BeforeEach
  void start() {
    workspace = Workspace.create();
    kafka = new KafkaPart(workspace, false);
    store = new ObjectStorePart(workspace, false);
    flink = new FlinkPart(workspace, false, store, "tocsin");
    kafka.start();
    store.start();
    flink.start();
    client = flink.client();
  }

  @AfterEach
  void stop() {
    workspace.delete();
  }

  @Test
  void eachLogIsCountedOnceAcrossTwoUpgrades() throws Exception {
    Path settings = settings(2);
    succeeds("setup", "--settings", settings.toString(), "--partitions", "2");
    succeeds("submit", "alerting", "--settings", settings.toString(), "--flink", rest());
    assertThat(run("submit", "alerting", "--settings", settings.toString(), "--flink", rest()))
        .isEqualTo(ExitCode.WRONG);
    assertThat(err.toString())
        .contains("runs already")
        .contains("tocsin stop alerting --savepoint");

    try (Load load = new Load(kafka.bootstrapServers())) {
      load.begin();
      String first = upgrade(load, settings(3), true);
      String second = upgrade(load, settings(2), false);
      assertThat(second).isNotEqualTo(first).startsWith("s3://tocsin/savepoints/alerting/");
      awaitRead(load);

      Map<String, Double> sent = load.end();

      assertThat(load.settled(sent.size()))
          .allMatch(alert -> alert.state() == Alert.State.ENDED)
          .allSatisfy(
              alert ->
                  assertThat(alert.value()).isEqualTo(sent.get(alert.group().get("host.name"))));
    }
    assertThat(succeeds("stop", "alerting", "--flink", rest())).contains("cancelled");
    assertThat(run("stop", "alerting", "--flink", rest())).isEqualTo(ExitCode.WRONG);
    assertThat(err.toString()).contains("no job alerting runs on " + rest());
  }

  /**
   * Stops with a savepoint, and goes on from it while logs keep coming. What was counted before is
   * taken away from Kafka, so that nobody could count it again.
   */
  private String upgrade(Load load, Path settings, boolean latest) throws Exception {
    awaitRead(load);
    String file = settings.toString();
    String savepoint =
        succeeds("stop", "alerting", "--savepoint", "--settings", file, "--flink", rest()).strip();
    assertThat(savepoint).startsWith("s3://tocsin/savepoints/alerting/");
    load.forgetWhatWasRead();

    assertThat(succeeds("checkpoints", "latest", "alerting", "--settings", file))
        .isEqualToIgnoringNewLines(savepoint);
    assertThat(succeeds("checkpoints", "list", "alerting", "--settings", file).lines())
        .anyMatch(
            line ->
                line.startsWith("alerting   savepoint")
                    && line.contains(" complete ")
                    && line.endsWith(savepoint))
        .noneMatch(line -> line.contains("broken"));
    assertThat(succeeds("checkpoints", "verify", savepoint, "--settings", file))
        .startsWith(savepoint + ": complete");

    Path jar = Files.copy(Distribution.find().jobsJar(), newJar());
    succeeds(
        "submit",
        "alerting",
        "--settings",
        file,
        "--flink",
        rest(),
        "--jar",
        jar.toString(),
        "--from",
        latest ? "latest" : savepoint);
    return savepoint;
  }

  private Path newJar() throws IOException {
    return Files.createTempDirectory(directory, "release").resolve("jobs.jar");
  }

  /** Waits until the job has read all that has been sent until now, and marks it as read. */
  private void awaitRead(Load load) {
    String job = client.running(JobKind.ALERTING).orElseThrow().id();
    load.mark();
    Polling.await(
        "the job to read",
        LIMIT,
        () -> Optional.of(job).filter(id -> client.recordsRead(id) >= load.markedSinceForgotten()));
  }

  private Path settings(int parallelism) throws IOException {
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
                parallelism));
  }

  private String rest() {
    return flink.rest().toString();
  }

  private String succeeds(String... arguments) {
    StringWriter out = new StringWriter();
    int code = Tocsin.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    assertThat(code).as("tocsin %s: %s", List.of(arguments), err).isZero();
    return out.toString();
  }

  private int run(String... arguments) {
    return Tocsin.run(
        new PrintWriter(new StringWriter(), true), new PrintWriter(err, true), arguments);
  }
}
