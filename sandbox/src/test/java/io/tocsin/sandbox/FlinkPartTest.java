package io.tocsin.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.tocsin.cluster.FlinkClient;
import io.tocsin.cluster.FlinkException;
import io.tocsin.cluster.Polling;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(StackExtension.class)
class FlinkPartTest {

  private static final String BUCKET = "flink-part-test";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static Workspace workspace;
  private static FlinkPart flink;
  private static FlinkClient client;

  @BeforeAll
  static void start(ObjectStorePart store) throws Exception {
    try (MinioClient minio =
        MinioClient.builder()
            .endpoint(store.endpoint().toString())
            .region(store.region())
            .credentials(store.accessKey(), store.secretKey())
            .build()) {
      minio.makeBucket(MakeBucketArgs.builder().bucket(BUCKET).build());
    }
    workspace = Workspace.create();
    flink = new FlinkPart(workspace, false, store, BUCKET);
    flink.start();
    client = flink.client();
  }

  @AfterAll
  static void stop() {
    workspace.delete();
  }

  @Test
  void aJobOutlivesTheTaskManagerThatRanItAndGoesOnFromItsSavepoint(@TempDir Path folder)
      throws IOException {
    String jar = client.uploadJar(jarOf(folder, TickingJob.class));
    String job = client.run(jar, program(null));
    awaitRunning(job);
    awaitCheckpoint(job);

    // The job has parallelism 8, so each of the two runs a part of it.
    flink.taskManagers().get(0).kill();
    flink.taskManagers().get(0).start();
    Polling.await("the failure", LIMIT, () -> client.failure(job));
    awaitCheckpoint(job);

    String savepoint = client.stopWithSavepoint(job);
    assertThat(savepoint).startsWith("s3://" + BUCKET + "/savepoints/");
    assertThat(client.state(job)).isEqualTo(FlinkClient.JobState.FINISHED);

    String resumed = client.run(jar, program(savepoint));
    awaitRunning(resumed);
    client.cancel(resumed);
    Polling.await(
        "the end", LIMIT, () -> Optional.of(client.state(resumed)).filter(s -> s.isFinal()));
    assertThat(client.jobs())
        .extracting(FlinkClient.Job::name, FlinkClient.Job::state)
        .contains(tuple("ticking", FlinkClient.JobState.CANCELED));
  }

  @Test
  void aProgramThatIsNotInTheJarIsRefusedWithTheReason(@TempDir Path folder) throws IOException {
    String jar = client.uploadJar(jarOf(folder, TickingJob.class));

    assertThatThrownBy(
            () ->
                client.run(
                    jar, new FlinkClient.Program("no.such.Job", List.of(), Map.of(), 1, null)))
        .isInstanceOf(FlinkException.class)
        .hasMessageContaining("no.such.Job");
  }

  @Test
  void aClusterThatIsNotThereIsNamed() {
    FlinkClient nobody = new FlinkClient(URI.create("http://127.0.0.1:1"));

    assertThatThrownBy(nobody::jobs)
        .isInstanceOf(FlinkException.class)
        .hasMessageContaining("cannot reach Flink at http://127.0.0.1:1");
  }

  private static FlinkClient.Program program(@Nullable String from) {
    return new FlinkClient.Program(TickingJob.class.getName(), List.of(), Map.of(), 8, from);
  }

  private static void awaitRunning(String job) {
    Polling.await("the job to run", LIMIT, () -> Optional.of(job).filter(client::isFullyRunning));
  }

  /** Waits for a checkpoint more than there are, which takes every task. */
  private static void awaitCheckpoint(String job) {
    long before = client.checkpoints(job).completed();
    FlinkClient.Checkpoints after =
        Polling.await(
            "a checkpoint",
            LIMIT,
            () -> Optional.of(client.checkpoints(job)).filter(c -> c.completed() > before));
    assertThat(after.latest()).startsWith("s3://" + BUCKET + "/checkpoints/");
  }

  private static Path jarOf(Path folder, Class<?> program) throws IOException {
    Path jar = folder.resolve("ticking.jar");
    String path = program.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream code = program.getClassLoader().getResourceAsStream(path)) {
      out.putNextEntry(new JarEntry(path));
      out.write(Objects.requireNonNull(code, path).readAllBytes());
    }
    return jar;
  }
}
