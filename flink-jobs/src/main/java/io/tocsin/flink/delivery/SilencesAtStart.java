package io.tocsin.flink.delivery;

import io.tocsin.silence.Silence;
import java.io.Serializable;
import java.util.Collection;

/**
 * The silences that are known before the first alert is sent by a job that begins without a
 * checkpoint: what comes with the stream may come too late.
 */
@FunctionalInterface
interface SilencesAtStart extends Serializable {

  /** All of them; none where they cannot be had, since nobody should wait for that. */
  Collection<Silence> read();
}
