package io.tocsin.clock;

import static io.tocsin.clock.ClockState.NONE;

/**
 * The event time of one partition.
 *
 * <p>It follows the newest log. While nothing comes it goes on at the pace of elapsed time, as far
 * as it is proven that there was nothing to read: <em>newest event time + (t − arrival of that
 * log)</em>, where t is the time at which the broker named an end that the consumer has reached.
 * Without an answer it waits, and after a time without answers of length d silence moves it again
 * only when a log has come or min(d, {@link SilencePolicy#longestGrace}) has passed: shippers still
 * hold what they could not send. It never goes back.
 *
 * <p>All times are in milliseconds since the epoch. Not thread-safe.
 */
public final class PartitionClock {
  private final SilencePolicy policy;
  private final SilenceProof proof = new SilenceProof();
  private long newestMillis;
  private long arrivedMillis;
  private long clockMillis;
  private long answeredMillis;
  private long graceUntilMillis;
  private long graceEndsAtOffset;
  private long lastArrivedMillis;
  private boolean gone;

  /** A clock that goes on from where another one stood. */
  public PartitionClock(ClockState state, SilencePolicy policy) {
    this.policy = policy;
    this.newestMillis = state.newestMillis();
    this.arrivedMillis = state.arrivedMillis();
    this.clockMillis = state.clockMillis();
    this.answeredMillis = state.answeredMillis();
    this.graceUntilMillis = state.graceUntilMillis();
    this.graceEndsAtOffset = state.graceEndsAtOffset();
    this.lastArrivedMillis = state.arrivedMillis();
  }

  /**
   * A log was read.
   *
   * @param arrivedMillis when it reached the topic: the broker's time of appending, or the time of
   *     reading where the topic does not record that
   */
  public void log(long eventMillis, long arrivedMillis, long offset) {
    lastArrivedMillis = Math.max(lastArrivedMillis, arrivedMillis);
    if (eventMillis > newestMillis) {
      newestMillis = eventMillis;
      this.arrivedMillis = arrivedMillis;
    }
    if (graceUntilMillis != NONE && offset >= graceEndsAtOffset) {
      // Elapsed time is counted anew, or an old log that a shipper had held would let the clock
      // leap over the time in which nobody could look, and over the logs that come after it.
      graceUntilMillis = NONE;
      this.arrivedMillis = arrivedMillis;
    }
    clockMillis = Math.max(clockMillis, newestMillis);
  }

  /**
   * The broker says that there is no such partition: nothing is left to read, and nothing will
   * come. Should it be there again, the broker tells its end.
   */
  public void gone() {
    gone = true;
  }

  /** Whether the broker said last that there is no such partition. */
  public boolean isGone() {
    return gone;
  }

  /** The broker, asked at this time, said that the partition ends before this offset. */
  public void endOffset(long askedMillis, long endOffset) {
    gone = false;
    long unseenMillis = answeredMillis == NONE ? 0 : askedMillis - answeredMillis;
    if (unseenMillis > policy.blindAfter().toMillis()) {
      long graceMillis = Math.min(unseenMillis, policy.longestGrace().toMillis());
      graceUntilMillis = Math.max(graceUntilMillis, askedMillis + graceMillis);
      graceEndsAtOffset = endOffset;
    }
    answeredMillis = askedMillis;
    proof.answered(askedMillis, endOffset);
    passSilence();
  }

  /** The consumer's position is this offset, and every record before it was handled. */
  public void consumed(long position) {
    proof.consumed(position);
    passSilence();
  }

  /**
   * The slowest clock of the source's other partitions stands here. A partition that is proven to
   * hold no log, or is gone, goes along, so that it holds nobody back; any other ignores it.
   */
  public void follow(long sourceClockMillis) {
    if (status() == ClockStatus.EMPTY) {
      clockMillis = Math.max(clockMillis, sourceClockMillis);
    }
  }

  /**
   * When the last log came, in milliseconds since the epoch, if nothing has come since: all was
   * read that was there when the broker was asked last, and nobody was blind just before. {@link
   * ClockState#NONE} if that is not so, or if no log ever came.
   */
  public long silentSinceMillis() {
    boolean proven = proof.isComplete() && proof.provenMillis() >= graceUntilMillis;
    return proven ? lastArrivedMillis : NONE;
  }

  /** Whether it has been read to an end since this object was made. */
  public boolean hasBeenReadToAnEnd() {
    return proof.provenMillis() != NONE;
  }

  /** What is known of this partition's time. */
  public ClockStatus status() {
    if (gone) {
      return ClockStatus.EMPTY;
    }
    if (newestMillis != NONE) {
      return ClockStatus.RUNNING;
    }
    return proof.isComplete() ? ClockStatus.EMPTY : ClockStatus.UNREAD;
  }

  /** How far event time has come; {@link ClockState#NONE} if it has not begun. */
  public long clockMillis() {
    return clockMillis;
  }

  /** What a clock that goes on from here must know. */
  public ClockState state() {
    return new ClockState(
        newestMillis,
        arrivedMillis,
        clockMillis,
        answeredMillis,
        graceUntilMillis,
        graceEndsAtOffset);
  }

  private void passSilence() {
    long provenMillis = proof.provenMillis();
    if (!policy.movesClock()
        || newestMillis == NONE
        || provenMillis == NONE
        || provenMillis < graceUntilMillis) {
      return;
    }
    long elapsedMillis = Math.max(0, provenMillis - arrivedMillis);
    clockMillis = Math.max(clockMillis, newestMillis + elapsedMillis);
  }
}
