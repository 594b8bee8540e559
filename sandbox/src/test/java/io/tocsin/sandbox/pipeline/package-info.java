/**
 * The templates, the sink and the pipeline job against the real Elasticsearch and the real Kafka.
 */
@NullMarked
package io.tocsin.sandbox.pipeline;

import org.jspecify.annotations.NullMarked;
