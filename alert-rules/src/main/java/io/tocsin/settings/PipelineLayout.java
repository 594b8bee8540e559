package io.tocsin.settings;

import org.jspecify.annotations.Nullable;

/**
 * How the pipeline job's sink lies beside its source.
 *
 * @param sinkParallelism how many subtasks write to Elasticsearch; null for as many as read
 * @param sinkHasOwnSlots whether they take slots of their own, away from those that read
 */
public record PipelineLayout(@Nullable Integer sinkParallelism, boolean sinkHasOwnSlots) {
  /** Source, reader and sink in one chain. */
  public static final PipelineLayout CHAINED = new PipelineLayout(null, false);
}
