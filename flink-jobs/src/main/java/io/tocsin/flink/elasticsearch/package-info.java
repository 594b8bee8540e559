/**
 * A sink for Elasticsearch that one bad document cannot stop.
 *
 * <p>Stands on Flink's {@code AsyncSinkBase} and Elastic's low-level client, and on nothing else of
 * this project. An element becomes a {@link io.tocsin.flink.elasticsearch.BulkEntry} once, as
 * bytes. Entries are sent in bulk requests, and the answer for each decides about that one alone:
 * done, sent again after a pause, or refused. What is refused goes to a {@link
 * io.tocsin.flink.elasticsearch.RejectionHandler}, and no checkpoint completes before it has it.
 *
 * <p>Delivery is at least once; with operation {@code CREATE} and an id of the element's own, or
 * with an external version, a repeat changes nothing, and so it is once. Order is not kept when
 * entries are sent again: where it matters, give external versions.
 *
 * <p>A data stream that has rolled over takes an id a second time. The sink therefore looks in all
 * of the target for entries that it cannot be sure of before it creates them: those whose request
 * had no answer, and those of a checkpoint. What comes again from the source after a restart only
 * its user knows: {@link io.tocsin.flink.elasticsearch.BulkEntry#thatMayBeThere} says so. Looking
 * takes the privileges {@code read} and {@code maintenance}.
 *
 * <p>While Elasticsearch does not answer, the sink holds its input back and waits. A checkpoint
 * that is due then waits too, so a job should tolerate failed checkpoints.
 *
 * <pre>{@code
 * logs.sinkTo(
 *     ElasticsearchSink.<Log>builder()
 *         .connection(ElasticsearchConnection.to(URI.create("https://es:9200")).withApiKey(key))
 *         .entries(log -> BulkEntry.create("logs-web-default", log.id(), log.json()))
 *         .rejections(() -> new DeadLetterTopic(…))
 *         .build());
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.elasticsearch;

import org.jspecify.annotations.NullMarked;
