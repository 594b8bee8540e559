package io.tocsin.flink.delivery;

import io.tocsin.silence.Silence;
import java.io.Serializable;
import java.util.Collection;

/**
 * The silences that are known before a job that starts sends its first alert: what was silenced
 * while it was away may come too late with the stream.
 */
@FunctionalInterface
interface SilencesAtStart extends Serializable {

  /** All of them; none where they cannot be had, since nobody should wait for that. */
  Collection<Silence> read();
}
