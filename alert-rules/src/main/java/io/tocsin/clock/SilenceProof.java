package io.tocsin.clock;

import static io.tocsin.clock.ClockState.NONE;

/**
 * Up to when everything that a partition held has been consumed.
 *
 * <p>The broker's answers ("at time t the partition ended at offset e") are held against the
 * consumer's position, which counts control records too. The oldest open answer is kept beside the
 * newest: a reader that is always a little behind passes the one and would never catch the other.
 */
final class SilenceProof {
  private long position = NONE;
  private long provenMillis = NONE;
  private long oldestAskedMillis = NONE;
  private long oldestEnd;
  private long newestAskedMillis = NONE;
  private long newestEnd;

  /** The broker, asked at this time, said that the partition ends before this offset. */
  void answered(long askedMillis, long endOffset) {
    if (oldestAskedMillis == NONE) {
      oldestAskedMillis = askedMillis;
      oldestEnd = endOffset;
    } else {
      newestAskedMillis = askedMillis;
      newestEnd = endOffset;
    }
    settle();
  }

  /** The consumer's position is this offset, and all records before it were handled. */
  void consumed(long offset) {
    position = offset;
    settle();
  }

  /** The latest time up to which nothing is left to read; {@link ClockState#NONE} if unknown. */
  long provenMillis() {
    return provenMillis;
  }

  /** Whether nothing was left to read when the broker was asked last. */
  boolean isComplete() {
    return provenMillis != NONE && oldestAskedMillis == NONE;
  }

  private void settle() {
    if (position == NONE) {
      return;
    }
    if (oldestAskedMillis != NONE && position >= oldestEnd) {
      provenMillis = oldestAskedMillis;
      oldestAskedMillis = newestAskedMillis;
      oldestEnd = newestEnd;
      newestAskedMillis = NONE;
    }
    if (oldestAskedMillis != NONE && position >= oldestEnd) {
      provenMillis = oldestAskedMillis;
      oldestAskedMillis = NONE;
    }
  }
}
