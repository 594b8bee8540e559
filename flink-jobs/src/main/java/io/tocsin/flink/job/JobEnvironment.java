package io.tocsin.flink.job;

import io.tocsin.settings.Settings;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The environment of a job. Where its checkpoints go is said when it is submitted, since that is
 * where a later submission looks for them.
 */
public final class JobEnvironment {
  /** Never to be changed: keyed state is spread by it. */
  public static final int MAX_PARALLELISM = 128;

  private JobEnvironment() {}

  /**
   * What all jobs have in common.
   *
   * <p>Checkpoints that fail are no reason to start anew, however many there are: a job that goes
   * on loses nothing, and one that starts anew needs the bucket that did not take them.
   *
   * @param checkpointInterval between two checkpoints
   */
  public static Configuration configuration(Duration checkpointInterval) {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 3);
    configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    // Operators rely on it that what was sent before a barrier has arrived before it.
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    return configuration;
  }

  /**
   * Gives an environment a job's settings. How many checkpoints are kept stays as it was told, if
   * it was.
   */
  public static void configure(StreamExecutionEnvironment env, Configuration job) {
    Configuration settings = new Configuration(job);
    env.getConfiguration()
        .getOptional(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS)
        .ifPresent(kept -> settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, kept));
    env.configure(settings);
  }

  /**
   * The environment of the alerting job.
   *
   * @param checkpointInterval between two checkpoints
   */
  public static StreamExecutionEnvironment create(Settings settings, Duration checkpointInterval) {
    Configuration configuration = configuration(checkpointInterval);
    configuration.set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism());
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
  }
}
