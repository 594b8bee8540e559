package io.tocsin.message;

import io.tocsin.alert.Alert;

/**
 * One alert in a notification.
 *
 * @param status what is said of it
 * @param alert as it is known when the notification is made
 */
public record Notice(Status status, Alert alert) {

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
