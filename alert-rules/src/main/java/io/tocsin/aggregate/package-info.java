/**
 * Mergeable partial aggregates: what is accumulated of logs, wherever they are read.
 *
 * <p>An {@link io.tocsin.aggregate.Aggregate} says what is accumulated; a {@link
 * io.tocsin.aggregate.Partial} is what some of the logs come to. Partials merge in any order and
 * grouping, and what is read of them depends on the logs alone: sums are exact, small sets and
 * distributions too, and sketches answer by what they hold.
 *
 * <pre>{@code
 * Partial here = Partial.of(new Aggregate.Sum("http.response.bytes"));
 * here.add(document, fields.ordinal("http.response.bytes"));
 * here.merge(there);
 * }</pre>
 */
@NullMarked
package io.tocsin.aggregate;

import org.jspecify.annotations.NullMarked;
