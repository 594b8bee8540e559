package io.tocsin.flink.delivery;

import io.tocsin.notify.StateCodec;
import io.tocsin.notify.TrackedAlert;
import org.jspecify.annotations.Nullable;

/**
 * A tracked alert as it is in the state. A checkpoint is made every two seconds and holds all of
 * them, most unchanged since the one before, so the bytes that it was written as are kept.
 */
final class KeptAlert {
  private final TrackedAlert alert;

  /** Written by whichever thread makes the checkpoint; to work it out twice does no harm. */
  private volatile byte @Nullable [] written;

  private KeptAlert(TrackedAlert alert, byte @Nullable [] written) {
    this.alert = alert;
    this.written = written;
  }

  static KeptAlert of(TrackedAlert alert) {
    return new KeptAlert(alert, null);
  }

  static KeptAlert read(byte[] bytes) {
    return new KeptAlert(StateCodec.readAlert(bytes), bytes);
  }

  TrackedAlert alert() {
    return alert;
  }

  /** As {@link StateCodec} writes it; not to be changed. */
  byte[] write() {
    byte[] known = written;
    if (known == null) {
      known = StateCodec.write(alert);
      written = known;
    }
    return known;
  }
}
