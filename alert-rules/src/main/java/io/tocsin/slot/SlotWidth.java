package io.tocsin.slot;

import java.time.Duration;

/** How long a slot is. Every width divides a minute, so that a minute is a boundary of all. */
public enum SlotWidth {
  /** Ten seconds. */
  TEN_SECONDS(10_000),
  /** Thirty seconds. */
  THIRTY_SECONDS(30_000),
  /** One minute, unless a rule says otherwise. */
  MINUTE(60_000);

  private final long millis;

  SlotWidth(long millis) {
    this.millis = millis;
  }

  /** The width in milliseconds. */
  public long millis() {
    return millis;
  }

  /** The width as a duration. */
  public Duration duration() {
    return Duration.ofMillis(millis);
  }

  /** The start of the slot that holds this event time; both in milliseconds since the epoch. */
  public long slotOf(long eventTimeMillis) {
    return Math.floorDiv(eventTimeMillis, millis) * millis;
  }
}
