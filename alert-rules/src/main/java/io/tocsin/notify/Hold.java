package io.tocsin.notify;

/**
 * Why an alert is held back for now.
 *
 * @param why for people
 */
public record Hold(Kind kind, String why) {

  /** What can hold an alert back. */
  public enum Kind {
    /** A silence. */
    SILENCED,
    /** A mute time of the receiver. */
    MUTED,
    /** Where its logs come from nothing is told, and it is an alert for want of logs. */
    DARKNESS
  }
}
