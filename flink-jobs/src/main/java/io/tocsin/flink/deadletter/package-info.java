/**
 * What could not be read, indexed or delivered, kept in a topic of its own.
 *
 * <p>Every job writes its dead letters in one form, as {@link
 * io.tocsin.flink.deadletter.DeadLetter} says it; the pipeline job makes them searchable.
 *
 * <pre>{@code
 * letters.sinkTo(DeadLetter.sink(kafkaProperties, "tocsin.dead-letters")).uid("dead-letters");
 * }</pre>
 */
@NullMarked
package io.tocsin.flink.deadletter;

import org.jspecify.annotations.NullMarked;
