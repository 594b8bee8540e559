/**
 * Silences: alerts that nobody is told of for a while, because somebody said so.
 *
 * <p>A {@link io.tocsin.silence.Silence} names alerts by their labels, with a beginning, an end,
 * who and why. Silences are records of a compacted topic, each under its id, so that the topic is
 * all of them.
 *
 * <pre>{@code
 * Silences silences = new Silences(List.of(SilenceCodec.read(bytes)));
 * Silence silence = silences.of(alert, nowMillis); // null: it may be told of
 * }</pre>
 */
@NullMarked
package io.tocsin.silence;

import org.jspecify.annotations.NullMarked;
