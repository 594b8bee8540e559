/**
 * The alerting job: logs in, what is said of alerts out.
 *
 * <p>{@link io.tocsin.flink.alerting.LocalSlotsOperator} is chained to the source and counts logs;
 * {@link io.tocsin.flink.alerting.GroupOperator} stands behind the shuffle and decides. Both only
 * carry the core's {@link io.tocsin.engine}: they move state, timers and watermarks.
 *
 * <pre>{@code
 * AlertingJob.build(env, settings);
 * env.execute("tocsin-alerting");
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.alerting;

import org.jspecify.annotations.NullMarked;
