package io.tocsin.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an installation.
 *
 * @param sources at least one, each of another name
 * @param rules a directory, or an {@code s3://} address, of rule files
 * @param receivers the path of {@code receivers.yaml}; null for the one beside the rules
 * @param elasticsearch null for an installation without
 * @param pipeline how the pipeline job lies on the cluster
 * @param kibana Kibana's address, for links; null for none
 * @param parallelism of each job
 */
public record Settings(
    KafkaSettings kafka,
    List<SourceSettings> sources,
    TopicNames topics,
    String rules,
    @Nullable String receivers,
    CheckpointSettings checkpoints,
    @Nullable ElasticsearchSettings elasticsearch,
    PipelineLayout pipeline,
    @Nullable String kibana,
    int parallelism) {

  /** Copies the sources. */
  public Settings {
    sources = List.copyOf(sources);
  }
}
