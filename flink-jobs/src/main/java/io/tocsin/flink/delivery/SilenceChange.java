package io.tocsin.flink.delivery;

import io.tocsin.silence.Silence;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic of silences.
 *
 * @param id the silence's
 * @param silence null if it is gone
 */
record SilenceChange(String id, @Nullable Silence silence) implements Directive {}
