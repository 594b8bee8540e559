package io.tocsin.notify;

/**
 * Records that went to the topic of dead letters, of one stage, for as long as they keep coming.
 *
 * @param since when the first of them came, in milliseconds since the epoch
 * @param latest when the last came
 * @param reason why the last did
 */
public record DeadLetters(long since, long latest, String reason) {

  /** The same after one more. */
  DeadLetters with(DeadLetters other) {
    DeadLetters newer = latest >= other.latest ? this : other;
    return new DeadLetters(Math.min(since, other.since), newer.latest, newer.reason);
  }
}
