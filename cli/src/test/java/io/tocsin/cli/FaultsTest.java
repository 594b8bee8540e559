package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.alert.Alert;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.Polling;
import io.tocsin.sandbox.Part;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the job stands on is killed, under load; nobody helps it but by starting that again. */
@Timeout(500)
class FaultsTest {

  /** More than a hiccup, fewer than the job tolerates. */
  private static final int FAILED_CHECKPOINTS = 5;

  @TempDir Path directory;

  @Test
  void eachLogIsCountedOnceWhenATaskManagerTheStoreAndKafkaAreLostInTurn() throws Exception {
    try (TestingCluster cluster = new TestingCluster(directory);
        Load load = new Load(cluster.kafka().bootstrapServers())) {
      String settings = cluster.settings(2);
      cluster.succeeds("setup", "--settings", settings, "--partitions", "2");
      cluster.succeeds("submit", "alerting", "--settings", settings, "--flink", cluster.rest());
      FlinkClient client = cluster.client();
      String job = cluster.alerting();
      load.begin();
      awaitCheckpoint(client, job);

      // All tasks fit into one of the two, so it may be the other that is killed: so both are.
      for (Part taskManager : cluster.flink().taskManagers()) {
        taskManager.kill();
        taskManager.start();
        awaitCheckpoint(client, job);
      }

      cluster.store().kill();
      long failed = client.checkpoints(job).failed();
      Polling.await(
          "checkpoints to fail",
          TestingCluster.LIMIT,
          () ->
              Optional.of(client.checkpoints(job))
                  .filter(each -> each.failed() >= failed + FAILED_CHECKPOINTS));
      cluster.store().start();
      awaitCheckpoint(client, job);

      cluster.kafka().kill();
      cluster.kafka().start();
      awaitCheckpoint(client, job);
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

  /** Waits for a checkpoint more than there are, which takes every task. */
  private static void awaitCheckpoint(FlinkClient client, String job) {
    long before = client.checkpoints(job).completed();
    Polling.await(
        "a checkpoint",
        TestingCluster.LIMIT,
        () -> Optional.of(client.checkpoints(job)).filter(each -> each.completed() > before));
  }
}
