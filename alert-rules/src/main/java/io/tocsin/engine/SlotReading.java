package io.tocsin.engine;

import io.tocsin.rule.Evaluation;

/**
 * What a rule says of one slot, by the logs that have been read.
 *
 * @param slotMillis the slot's start, in milliseconds since the epoch
 * @param open whether logs of the slot may still come without being late
 */
public record SlotReading(long slotMillis, boolean open, Evaluation evaluation) {}
