package io.tocsin.cluster;

import io.tocsin.cluster.FlinkClient.JobState;
import io.tocsin.cluster.FlinkClient.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Submits our jobs to a cluster; the jar is uploaded once. */
public final class JobSubmission {

  private final FlinkClient flink;
  private final Path jar;
  private @Nullable String jarId;

  /**
   * Submissions to one cluster.
   *
   * @param jar the jobs with what they need
   */
  public JobSubmission(FlinkClient flink, Path jar) {
    this.flink = flink;
    this.jar = jar;
  }

  /**
   * How a job is run.
   *
   * @param arguments of its program
   * @param configuration of Flink's own keys, for this job
   * @param parallelism of its operators; 0 for the cluster's own
   * @param from a checkpoint or savepoint to resume from; null to start afresh
   */
  public record Options(
      List<String> arguments,
      Map<String, String> configuration,
      int parallelism,
      @Nullable String from) {}

  /**
   * Submits a job; returns its id. It is not running yet then.
   *
   * @throws FlinkException if the cluster is unreachable or refuses
   */
  public String submit(JobKind kind, Options options) {
    if (jarId == null) {
      jarId = flink.uploadJar(jar);
    }
    return flink.run(
        jarId,
        new Program(
            kind.mainClass(),
            options.arguments(),
            options.configuration(),
            options.parallelism(),
            options.from()));
  }

  /**
   * Waits until all tasks of a job run.
   *
   * @throws FlinkException if it fails before, with the reason, or does not run within the limit
   */
  public void awaitRunning(JobKind kind, String jobId, Duration limit) {
    Polling.await(
        "job " + kind.text() + " to run",
        limit,
        () -> {
          if (flink.state(jobId).isFinal() || flink.state(jobId) == JobState.RESTARTING) {
            throw new FlinkException(
                "job "
                    + kind.text()
                    + " failed: "
                    + flink.failure(jobId).orElse("no reason given"));
          }
          return flink.isFullyRunning(jobId) ? Optional.of(jobId) : Optional.empty();
        });
  }
}
