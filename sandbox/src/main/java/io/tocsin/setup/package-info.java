/**
 * What must be there before jobs run: Elasticsearch templates, Kafka topics, the checkpoint bucket.
 *
 * <p>Each is made or brought up to date, and repeating that is safe: what is there already and not
 * ours to change stays, and is named.
 *
 * <pre>{@code
 * Setup setup = new Setup(System.out::println);
 * setup.topics(kafka, TopicPlan.standard("logs", 4, 1));
 * setup.templates(elasticsearch, Templates.bundled().all(), false);
 * setup.bucket(bucket, "tocsin");
 * }</pre>
 */
@NullMarked
package io.tocsin.setup;

import org.jspecify.annotations.NullMarked;
