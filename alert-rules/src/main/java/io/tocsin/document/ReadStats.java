package io.tocsin.document;

/**
 * What a reader counts. It outlives the reader: when rules change, the next reader goes on with it.
 *
 * <p>One thread writes; another that reads may see counts that are a little old.
 */
public final class ReadStats {
  private static final int FLAWS = Flaw.values().length;

  private final long[] flaws = new long[FLAWS];
  private long logs;

  /** Nothing counted yet. */
  public ReadStats() {}

  /** How many logs were handed out. */
  public long logs() {
    return logs;
  }

  /** How many times this was met. */
  public long count(Flaw flaw) {
    return flaws[flaw.ordinal()];
  }

  void addLog() {
    logs++;
  }

  void add(Flaw flaw) {
    flaws[flaw.ordinal()]++;
  }
}
