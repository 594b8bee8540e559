/**
 * The delivery job: what {@code tocsin.alerts} says reaches receivers and Elasticsearch.
 *
 * <pre>
 * tocsin.alerts ─ route ═keyed by receiver═► notify ─► webhooks, Slack, Alertmanager
 *                                              └─► dead letters
 * tocsin.alerts ─────────────────────────────► Elasticsearch: tocsin-alerts, tocsin-alert-transitions
 * </pre>
 *
 * <p>The two lines share nothing but the topic that they read: each has a source of its own, so
 * that Elasticsearch, when it does not answer, holds back its own line only. What to send and when
 * is decided by {@link io.tocsin.notify.Notifier}; the operator around it keeps its state, its
 * timers and the requests under way. The watermark of the first line is the event time up to which
 * alerts have settled, made of the heartbeats in the topic.
 *
 * <pre>{@code
 * DeliveryJob.build(environment, settings);
 * environment.execute("tocsin-delivery");
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.delivery;

import org.jspecify.annotations.NullMarked;
