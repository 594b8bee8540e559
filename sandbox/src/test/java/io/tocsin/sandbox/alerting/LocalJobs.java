package io.tocsin.sandbox.alerting;

import io.tocsin.flink.job.JobEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Flink in this process, with checkpoints in a directory, all of which are kept. */
record LocalJobs(Path directory) {

  /**
   * A place to run one job.
   *
   * @param from the checkpoint or savepoint to start from; null for none
   * @param backend {@code hashmap} or {@code rocksdb}
   */
  StreamExecutionEnvironment environment(@Nullable String from, String backend, int parallelism) {
    return environment(from, backend, parallelism, null);
  }

  /**
   * The same for a job that is looked at.
   *
   * @param gauges where it reports to; null for nowhere
   */
  StreamExecutionEnvironment environment(
      @Nullable String from, String backend, int parallelism, @Nullable JobGauges gauges) {
    Configuration configuration = JobEnvironment.configuration(Duration.ofMillis(500));
    if (gauges != null) {
      gauges.addTo(configuration);
    }
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpointsDirectory().toUri().toString());
    configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 1_000);
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(StateBackendOptions.STATE_BACKEND, backend);
    if (from != null) {
      configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    }
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
  }

  /** Where they are, which may be a link. */
  Path checkpointsDirectory() {
    return directory.resolve("checkpoints");
  }

  /** Every complete checkpoint of any job so far. */
  Set<String> checkpoints() throws IOException {
    if (!Files.isDirectory(checkpointsDirectory())) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(checkpointsDirectory().toRealPath())) {
      return files
          .filter(file -> file.getFileName().toString().equals("_metadata"))
          .map(file -> file.resolveSibling("").toUri().toString())
          .collect(Collectors.toSet());
    }
  }

  /** The checkpoint that was taken last; null if there is none. Numbers go on across restores. */
  @Nullable String newest() throws IOException {
    return checkpoints().stream().max(Comparator.comparingInt(LocalJobs::number)).orElse(null);
  }

  private static int number(String checkpoint) {
    return Integer.parseInt(checkpoint.replaceAll(".*chk-(\\d+).*", "$1"));
  }
}
