package io.tocsin.sandbox.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.flink.delivery.DeliveryJob;
import io.tocsin.sandbox.FlinkPart;
import io.tocsin.sandbox.KafkaPart;
import io.tocsin.sandbox.ObjectStorePart;
import io.tocsin.sandbox.Part;
import io.tocsin.sandbox.StackExtension;
import io.tocsin.sandbox.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The delivery job on real TaskManagers that are killed while it sends: {@code
 * -Dtocsin.delivery.kills=20} for more of them, with ten alerts each.
 */
@ExtendWith(StackExtension.class)
@Timeout(1_800)
class DeliveryKillTest {
  private static final String BUCKET = "delivery-kill-test";
  private static final int ALERTS_A_KILL = 10;
  private static final int PARALLELISM = 4;

  @TempDir Path directory;

  @Test
  void everyAlertArrivesAndARepetitionHasItsKey(KafkaPart kafka, ObjectStorePart store)
      throws Exception {
    int kills = Integer.getInteger("tocsin.delivery.kills", 2);
    int alerts = ALERTS_A_KILL * kills;
    long seed = Long.getLong("tocsin.delivery.seed", new Random().nextLong());
    Random random = new Random(seed);
    makeBucket(store);
    Workspace workspace = Workspace.create();
    try (Hook hook = new Hook();
        AlertsTopic topic = AlertsTopic.create(kafka, "alerts-of-the-killed")) {
      FlinkPart flink = new FlinkPart(workspace, false, store, BUCKET);
      flink.start();
      run(flink.client(), workspace, settings(kafka, store, topic, hook));
      for (int alert = 0; alert < alerts; alert++) {
        topic.fires("rule-" + alert);
        if (alert % ALERTS_A_KILL == ALERTS_A_KILL - 1) {
          awaitLine(hook, alert - random.nextInt(ALERTS_A_KILL));
          List<Part> managers = flink.taskManagers();
          Part killed = managers.get(random.nextInt(managers.size()));
          killed.kill();
          killed.start();
        }
      }
      for (int alert = 0; alert < alerts; alert++) {
        awaitLine(hook, alert);
      }
      int repeats = hook.lines().size() - alerts;
      System.out.printf("%d kills, %d alerts, %d repeats, seed %d%n", kills, alerts, repeats, seed);
      Map<String, Set<String>> keys = hook.keysByLine();
      assertThat(keys).as("seed %d", seed).hasSize(alerts);
      assertThat(keys.values()).as("seed %d", seed).allMatch(each -> each.size() == 1);
      flink.close();
    } finally {
      workspace.delete();
    }
  }

  private static void awaitLine(Hook hook, int alert) {
    String line = "firing rule-" + alert;
    await().atMost(Duration.ofMinutes(3)).until(() -> hook.lines().contains(line));
  }

  private static void run(FlinkClient client, Workspace workspace, Path settings) {
    String jar = client.uploadJar(workspace.distribution().jobsJar());
    client.run(
        jar,
        new FlinkClient.Program(
            DeliveryJob.class.getName(),
            List.of(settings.toString()),
            Map.of(),
            PARALLELISM,
            null));
  }

  private Path settings(KafkaPart kafka, ObjectStorePart store, AlertsTopic topic, Hook hook)
      throws Exception {
    Path receivers =
        Files.writeString(
            directory.resolve("receivers.yaml"),
            """
            default: hook
            receivers:
              hook: {webhook: {url: '%s'}, group_wait: 0s}
            """
                .formatted(hook.url()));
    return Files.writeString(
        directory.resolve("tocsin.yaml"),
        """
        kafka: {bootstrap: '%s'}
        sources:
          - {name: app, topics: [logs]}
        receivers: '%s'
        parallelism: %d
        topics: {alerts: %s, dead_letters: %s, silences: %s}
        checkpoints: {endpoint: '%s', bucket: %s, access_key: '${env:A}', secret_key: '${env:B}'}
        """
            .formatted(
                kafka.bootstrapServers(),
                receivers,
                PARALLELISM,
                topic.names().alerts(),
                topic.names().deadLetters(),
                topic.names().silences(),
                store.endpoint(),
                BUCKET));
  }

  private static void makeBucket(ObjectStorePart store) throws Exception {
    try (MinioClient minio =
        MinioClient.builder()
            .endpoint(store.endpoint().toString())
            .region(store.region())
            .credentials(store.accessKey(), store.secretKey())
            .build()) {
      minio.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    }
  }
}
