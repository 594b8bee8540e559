/**
 * Event time: how far it has come in each partition of a source, and on what evidence.
 *
 * <p>A {@link io.tocsin.clock.PartitionClock} moves with the logs of its partition. Over silence it
 * moves only on proof that there was nothing to read, at the pace of elapsed time, and waits after
 * a time in which nobody could look. A {@link io.tocsin.clock.SourceClock} says where the slowest
 * partition stands, for readers that have none of their own. Time is always an argument.
 *
 * <pre>{@code
 * PartitionClock clock = new PartitionClock(ClockState.NEW, SilencePolicy.ON_PROOF);
 * clock.log(eventMillis, arrivedMillis, 41);
 * clock.consumed(42); // the consumer stands behind offset 41
 * clock.endOffset(askedMillis, 42); // the broker had no more: silence until askedMillis
 * clock.clockMillis(); // eventMillis + (askedMillis - arrivedMillis)
 * }</pre>
 */
@NullMarked
package io.tocsin.clock;

import org.jspecify.annotations.NullMarked;
