package io.tocsin.match;

/**
 * Whether it pays to remember things: not where they do not come again. Then nothing is remembered
 * for a while, and after that it is tried again.
 */
final class Worth {
  private static final int QUESTIONS_AT_REST = 1_000_000;

  private final int most;
  private final int foundEach;
  private long found;
  private int learnt;
  private int rest;

  /**
   * Something that is tried.
   *
   * @param most how many things are remembered at once
   * @param foundEach how often one should be found again, on average, to be worth its learning
   */
  Worth(int most, int foundEach) {
    this.most = most;
    this.foundEach = foundEach;
  }

  /** Whether to look up, and to remember, this time. */
  boolean isTried() {
    if (rest == 0) {
      return true;
    }
    rest--;
    return false;
  }

  /** Something was found again. */
  void found() {
    found++;
  }

  /** Something is to be remembered; true if all else is to be forgotten before. */
  boolean learn() {
    if (learnt < most) {
      learnt++;
      return false;
    }
    if (found < (long) foundEach * learnt) {
      giveUp();
    }
    found = 0;
    learnt = 1;
    return true;
  }

  /** It does not pay for the time being. */
  void giveUp() {
    rest = QUESTIONS_AT_REST;
  }
}
