/**
 * How long an alert takes: from the append of the log that crosses a threshold to the webhook that
 * is told of it, under load, and while ten thousand groups of another rule fire at once.
 *
 * <p>Real parts, each a process of its own. Times are of one machine's clock: the broker's stamp of
 * the log, and the webhook's of the request. {@link io.tocsin.benchmark.delivery.AlertLatency} is
 * the program.
 */
@NullMarked
package io.tocsin.benchmark.delivery;

import org.jspecify.annotations.NullMarked;
