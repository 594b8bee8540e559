/**
 * The local stack: a real Kafka broker, Elasticsearch, an S3 server and a Flink cluster, each a
 * process of its own on the loopback address.
 *
 * <p>Nothing is left when the program that started it ends, however it ends. Ports are free ones,
 * data and logs are in a working directory.
 *
 * <pre>{@code
 * try (Stack stack = Stack.start(StackOptions.forTests(), progress)) {
 *   produceTo(stack.kafka().bootstrapServers());
 * }
 * }</pre>
 */
@NullMarked
package io.tocsin.sandbox;

import org.jspecify.annotations.NullMarked;
