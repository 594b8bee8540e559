package io.tocsin.message;

import io.tocsin.alert.Alert;
import io.tocsin.alert.AlertRecord.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * One alert in a notification.
 *
 * @param status what is said of it
 * @param alert as it is known when the notification is made
 * @param evidence how complete the logs behind it were; null if that is not known
 */
public record Notice(Status status, Alert alert, @Nullable Evidence evidence) {

  /** Without a word on the evidence. */
  public Notice(Status status, Alert alert) {
    this(status, alert, null);
  }

  /** What can be said of an alert. */
  public enum Status {
    /** It fires. */
    FIRING,
    /** It is over. */
    ENDED,
    /** It was said, and never was. */
    WITHDRAWN
  }
}
