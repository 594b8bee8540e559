package io.tocsin.engine;

import io.tocsin.alert.AlertState;
import io.tocsin.alert.AlertState.Firing;
import io.tocsin.alert.EndReason;
import org.jspecify.annotations.Nullable;

/**
 * An alert as the slots that have been read now show it.
 *
 * @param firing as it stands, or as it stood before it ended
 * @param early whether the slot in which it fired is still open, so that its value is a first
 *     reading
 * @param resolvedAt the slot in which it ended; {@link AlertState#NEVER} if it has not
 * @param reason why it ended; null if it has not
 */
record Episode(Firing firing, boolean early, long resolvedAt, @Nullable EndReason reason) {
  static Episode of(Firing firing, boolean early) {
    return new Episode(firing, early, AlertState.NEVER, null);
  }

  boolean ended() {
    return reason != null;
  }

  long startsAt() {
    return firing.startsAt();
  }
}
