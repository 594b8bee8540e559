package io.tocsin.flink.pipeline;

import io.tocsin.flink.elasticsearch.Backoff;
import io.tocsin.flink.elasticsearch.BulkLimits;
import io.tocsin.flink.elasticsearch.ElasticsearchConnection;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * What the pipeline job must know.
 *
 * @param kafka properties of Kafka's clients, {@code bootstrap.servers} among them
 * @param sources at least one; a topic that two cover is read as the first says
 * @param deadLetterTopic exists already
 * @param deadLetterStream the data stream in which dead letters are searched
 * @param checkpointInterval between the starts of two checkpoints
 */
public record PipelineSettings(
    Properties kafka,
    List<PipelineSource> sources,
    String deadLetterTopic,
    String deadLetterStream,
    ElasticsearchConnection elasticsearch,
    BulkLimits limits,
    Backoff backoff,
    Duration checkpointInterval) {
  /** The data stream of dead letters, unless another is set. */
  public static final String DEAD_LETTER_STREAM = "logs-tocsin.deadletter-default";

  /**
   * Copies the sources.
   *
   * @throws IllegalArgumentException if there are none
   */
  public PipelineSettings {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("expected at least one source");
    }
  }
}
