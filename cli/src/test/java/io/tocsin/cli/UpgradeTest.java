package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.sandbox.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs are stopped and started by commands, on a JobManager and two TaskManagers, under load. */
@Timeout(400)
class UpgradeTest {

  @TempDir Path directory;

  @Test
  void eachLogIsCountedOnceAcrossTwoUpgrades() throws Exception {
    try (TestingCluster cluster = new TestingCluster(directory);
        Load load = new Load(cluster.kafka().bootstrapServers())) {
      String settings = cluster.settings(2);
      String rest = cluster.rest();
      cluster.succeeds("setup", "--settings", settings, "--partitions", "2");
      cluster.succeeds("submit", "alerting", "--settings", settings, "--flink", rest);
      assertThat(cluster.isWrong("submit", "alerting", "--settings", settings, "--flink", rest))
          .contains("runs already")
          .contains("tocsin stop alerting --savepoint");

      load.begin();
      String first = upgrade(cluster, load, cluster.settings(3), true);
      String second = upgrade(cluster, load, cluster.settings(2), false);
      assertThat(second).isNotEqualTo(first);
      cluster.awaitRead(load);
      Map<String, Double> sent = load.end();

      assertThat(load.settled(sent.size()))
          .allMatch(alert -> alert.state() == Alert.State.ENDED)
          .allSatisfy(
              alert ->
                  assertThat(alert.value()).isEqualTo(sent.get(alert.group().get("host.name"))));
      assertThat(cluster.succeeds("stop", "alerting", "--flink", rest)).contains("cancelled");
      assertThat(cluster.isWrong("stop", "alerting", "--flink", rest))
          .contains("no job alerting runs on " + rest);
    }
  }

  /**
   * Stops with a savepoint, and goes on from it while logs keep coming. What was counted before is
   * taken away from Kafka, so that nobody could count it again.
   */
  private String upgrade(TestingCluster cluster, Load load, String settings, boolean latest)
      throws Exception {
    String rest = cluster.rest();
    cluster.awaitRead(load);
    String savepoint =
        cluster
            .succeeds("stop", "alerting", "--savepoint", "--settings", settings, "--flink", rest)
            .strip();
    assertThat(savepoint).startsWith("s3://tocsin/savepoints/alerting/");
    load.forgetWhatWasRead();

    assertThat(cluster.succeeds("checkpoints", "latest", "alerting", "--settings", settings))
        .isEqualToIgnoringNewLines(savepoint);
    assertThat(cluster.succeeds("checkpoints", "list", "alerting", "--settings", settings).lines())
        .anyMatch(
            line ->
                line.startsWith("alerting   savepoint")
                    && line.contains(" complete ")
                    && line.endsWith(savepoint))
        .noneMatch(line -> line.contains("broken"));
    assertThat(cluster.succeeds("checkpoints", "verify", savepoint, "--settings", settings))
        .startsWith(savepoint + ": complete");

    Path jar = Files.createTempDirectory(directory, "release").resolve("jobs.jar");
    Files.copy(Distribution.find().jobsJar(), jar);
    String from = latest ? "latest" : savepoint;
    cluster.succeeds(
        "submit",
        "alerting",
        "--settings",
        settings,
        "--flink",
        rest,
        "--jar",
        jar.toString(),
        "--from",
        from);
    return savepoint;
  }
}
