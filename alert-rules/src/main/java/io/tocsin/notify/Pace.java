package io.tocsin.notify;

import java.time.Duration;

/**
 * When a receiver may be asked again, whatever the message.
 *
 * @param failures in a row that were the receiver's, not a message's
 * @param notBefore in milliseconds since the epoch
 */
public record Pace(int failures, long notBefore) {
  /** At once. */
  public static final Pace FREE = new Pace(0, 0);

  /** The same after a request has begun. */
  public Pace started(Duration gap, long nowMillis) {
    return new Pace(failures, Math.max(notBefore, nowMillis + gap.toMillis()));
  }

  /** The same after an answer. */
  public Pace answered(Answer answer, String receiver, long nowMillis) {
    if (!(answer instanceof Answer.Later later)) {
      return new Pace(0, notBefore);
    }
    if (!later.everything()) {
      return this;
    }
    int inARow = failures + 1;
    Duration asked = later.after();
    long wait = asked == null ? Backoff.millis(inARow, receiver) : asked.toMillis();
    return new Pace(inARow, Math.max(notBefore, nowMillis + wait));
  }
}
