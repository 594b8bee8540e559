/**
 * A Flink cluster as its REST API shows it, and our jobs on it.
 *
 * <pre>{@code
 * FlinkClient flink = new FlinkClient(URI.create("http://127.0.0.1:8081"));
 * String jobId = new JobSubmission(flink, jar).submit(JobKind.ALERTING, arguments, options);
 * }</pre>
 */
@NullMarked
package io.tocsin.cluster;

import org.jspecify.annotations.NullMarked;
