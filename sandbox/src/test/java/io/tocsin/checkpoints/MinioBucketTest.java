package io.tocsin.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.minio.GetBucketLifecycleArgs;
import io.minio.GetBucketVersioningArgs;
import io.minio.MinioClient;
import io.minio.SetBucketLifecycleArgs;
import io.minio.SetBucketVersioningArgs;
import io.minio.messages.Filter;
import io.minio.messages.LifecycleConfiguration;
import io.minio.messages.Status;
import io.minio.messages.VersioningConfiguration;
import io.tocsin.sandbox.process.Command;
import io.tocsin.sandbox.process.GuardedProcess;
import io.tocsin.sandbox.process.Ports;
import io.tocsin.sandbox.process.ProcessGroup;
import io.tocsin.sandbox.process.Programs;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real MinIO, where there is one. */
class MinioBucketTest extends CheckpointBucketContract {

  private static final String KEY = "tocsin";
  private static final String SECRET = "tocsin-secret";

  @TempDir static Path directory;
  private static ProcessGroup processes;
  private static URI endpoint;

  @BeforeAll
  static void start() {
    Assumptions.assumeTrue(
        Programs.isOnPath("minio"),
        "skipped: no minio on the PATH (go install github.com/minio/minio@latest)");
    String address = "127.0.0.1:" + new Ports().free();
    endpoint = URI.create("http://" + address);
    processes = new ProcessGroup();
    List<String> line = List.of("minio", "server", "--address", address, directory + "/data");
    GuardedProcess server =
        processes.start(
            new Command(
                "minio",
                line,
                directory,
                Map.of(
                    "MINIO_ROOT_USER",
                    KEY,
                    "MINIO_ROOT_PASSWORD",
                    SECRET,
                    "MINIO_BROWSER",
                    "off")));
    server.awaitReady(Duration.ofSeconds(60), MinioBucketTest::isReady);
  }

  private static boolean isReady() throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) endpoint.resolve("/minio/health/ready").toURL().openConnection();
    return connection.getResponseCode() == 200;
  }

  @AfterAll
  static void stop() {
    if (processes != null) {
      processes.close();
    }
  }

  @Override
  BucketLocation location(String bucket) {
    return new BucketLocation(endpoint, "us-east-1", bucket, KEY, SECRET, true, null);
  }

  @Test
  void versionsAreNotKeptAndTheRulesOfOthersStay() throws Exception {
    try (CheckpointBucket bucket = new CheckpointBucket(location("tidy"));
        MinioClient client = client()) {
      bucket.make();
      client.setBucketVersioning(
          SetBucketVersioningArgs.builder()
              .bucket("tidy")
              .config(
                  new VersioningConfiguration(
                      VersioningConfiguration.Status.ENABLED, null, null, null))
              .build());
      client.setBucketLifecycle(
          SetBucketLifecycleArgs.builder().bucket("tidy").config(ofOthers()).build());

      assertThat(bucket.tidy()).isEqualTo(Tidiness.UPLOADS_ARE_THE_SERVERS);
      assertThat(bucket.tidy()).isEqualTo(Tidiness.UPLOADS_ARE_THE_SERVERS);

      assertThat(
              client
                  .getBucketVersioning(GetBucketVersioningArgs.builder().bucket("tidy").build())
                  .status())
          .isEqualTo(VersioningConfiguration.Status.SUSPENDED);
      assertThat(
              client
                  .getBucketLifecycle(GetBucketLifecycleArgs.builder().bucket("tidy").build())
                  .rules())
          .extracting(LifecycleConfiguration.Rule::id)
          .containsExactlyInAnyOrder("tocsin-probes", "others");
    }
  }

  private static LifecycleConfiguration ofOthers() {
    return new LifecycleConfiguration(
        List.of(
            new LifecycleConfiguration.Rule(
                Status.ENABLED,
                null,
                new LifecycleConfiguration.Expiration((ZonedDateTime) null, 30, null, null),
                new Filter("theirs/"),
                "others",
                null,
                null,
                null)));
  }
}
