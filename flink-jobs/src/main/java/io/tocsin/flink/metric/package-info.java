/**
 * Metrics that Flink does not bring along.
 *
 * <pre>{@code
 * LatencyHistogram latency = group.histogram("requestMillis", new LatencyHistogram(1_000));
 * latency.update(12);
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.metric;

import org.jspecify.annotations.NullMarked;
