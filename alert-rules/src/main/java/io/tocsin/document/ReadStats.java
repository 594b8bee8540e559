package io.tocsin.document;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a reader counts. It outlives the reader: when rules change, the next reader goes on with it.
 *
 * <p>One thread writes; another that reads may see counts that are a little old.
 */
public final class ReadStats {
  private final Map<Flaw, LongAdder> flaws = new EnumMap<>(Flaw.class);
  private long logs;

  /** Nothing counted yet. */
  public ReadStats() {
    for (Flaw flaw : Flaw.values()) {
      flaws.put(flaw, new LongAdder());
    }
  }

  /** How many logs were handed out. */
  public long logs() {
    return logs;
  }

  /** How many times this was met. */
  public long count(Flaw flaw) {
    return adder(flaw).sum();
  }

  void addLog() {
    logs++;
  }

  void add(Flaw flaw) {
    adder(flaw).increment();
  }

  private LongAdder adder(Flaw flaw) {
    return Objects.requireNonNull(flaws.get(flaw));
  }
}
