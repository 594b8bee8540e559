/**
 * The pipeline job: logs from Kafka to Elasticsearch, each once.
 *
 * <p>{@link io.tocsin.flink.pipeline.PipelineJob} reads every record with the core's reader and
 * creates a document by the id that topic, partition and offset give, so that reading a record
 * again after a crash makes no second one. What cannot be read and what Elasticsearch refuses goes
 * to the topic of dead letters, and from there, by a second small flow, to a data stream of its
 * own.
 *
 * <pre>{@code
 * PipelineJob.build(env, settings);
 * env.execute("tocsin-pipeline");
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.pipeline;

import org.jspecify.annotations.NullMarked;
