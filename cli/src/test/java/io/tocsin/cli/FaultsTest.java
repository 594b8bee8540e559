package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.sandbox.Part;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the job stands on is killed or full, under load; nobody helps it but by mending that again.
 */
@Timeout(600)
class FaultsTest {

  /** More than a hiccup. */
  private static final int FAILED_CHECKPOINTS = 5;

  @TempDir Path directory;

  @Test
  void eachLogIsCountedOnceWhateverIsLost() throws Exception {
    try (TestingCluster cluster = new TestingCluster(directory);
        Load load = new Load(cluster.kafka().bootstrapServers())) {
      String settings = cluster.settings(2);
      cluster.succeeds("setup", "--settings", settings, "--partitions", "2");
      cluster.succeeds("submit", "alerting", "--settings", settings, "--flink", cluster.rest());
      String job = cluster.alerting();
      load.begin();
      cluster.awaitCheckpoint(job);

      // All tasks fit into one of the two, so it may be the other that is killed: so both are.
      for (Part taskManager : cluster.flink().taskManagers()) {
        taskManager.kill();
        taskManager.start();
        cluster.awaitCheckpoint(job);
      }

      cluster.flink().jobManager().kill();
      cluster.flink().jobManager().start();
      cluster.awaitRecovered(job);
      cluster.awaitCheckpoint(job);

      cluster.store().kill();
      cluster.awaitFailedCheckpoints(job, FAILED_CHECKPOINTS);
      cluster.store().start();
      cluster.awaitCheckpoint(job);

      try (FullDisk full = FullDisk.of(cluster.store().pid())) {
        cluster.awaitFailedCheckpoints(job, FAILED_CHECKPOINTS);
      }
      cluster.awaitCheckpoint(job);

      cluster.kafka().kill();
      cluster.kafka().start();
      cluster.awaitCheckpoint(job);
      Map<String, Double> sent = load.end();

      assertThat(load.settled(sent.size()))
          .allMatch(alert -> alert.state() == Alert.State.ENDED)
          .allSatisfy(
              alert ->
                  assertThat(alert.value()).isEqualTo(sent.get(alert.group().get("host.name"))));
      assertThat(cluster.succeeds("checkpoints", "verify", "alerting", "--settings", settings))
          .contains(": complete")
          .doesNotContain(": broken");
    }
  }
}
