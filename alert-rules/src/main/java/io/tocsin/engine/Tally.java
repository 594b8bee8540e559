package io.tocsin.engine;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.SamplesPartial;
import io.tocsin.document.Document;
import io.tocsin.slot.GroupKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was counted of a group's logs that one filter selects, in one slot. */
final class Tally {
  private static final Partial[] NONE = new Partial[0];

  private final Counted counted;
  private final int number;
  private final long slotMillis;
  private @Nullable Tally next;
  private long logs;
  private boolean begun;
  private Partial[] partials = NONE;

  /** Whether something was looked at since the last drain. */
  private boolean isNews;

  /** Logs of these times are counted without being looked at. */
  private long onlyCountedFrom = Long.MAX_VALUE;

  private long onlyCountedUntil = Long.MAX_VALUE;

  /**
   * An empty one.
   *
   * @param next the same of another slot; null if there is none
   */
  Tally(Counted counted, long slotMillis, @Nullable Tally next) {
    this.counted = counted;
    this.number = counted.number();
    this.slotMillis = slotMillis;
    this.next = next;
  }

  /** That of what is counted. */
  int number() {
    return number;
  }

  long slotMillis() {
    return slotMillis;
  }

  /** When the slot ends. */
  long endMillis() {
    return slotMillis + counted.width().millis();
  }

  /** The key of the only group of what is counted; null if it is grouped by fields. */
  @Nullable GroupKey onlyKey() {
    return counted.onlyKey();
  }

  @Nullable Tally next() {
    return next;
  }

  /** Another of the same of other slots follows, or none. */
  void setNext(@Nullable Tally tally) {
    next = tally;
  }

  /** How many series it is for. */
  int series() {
    return counted.size();
  }

  /** Whether nothing was counted in it since it was last drained. */
  boolean isDrained() {
    return !begun;
  }

  /** Something is counted in it; false if that is so already. */
  boolean begin() {
    boolean begins = !begun;
    begun = true;
    return begins;
  }

  /**
   * Adds a log.
   *
   * @param sample of the same log
   * @return how many values could not be used
   */
  int add(Document log, LogSample sample) {
    logs++;
    long millis = log.timestampMillis();
    if (millis >= onlyCountedFrom && millis < onlyCountedUntil) {
      return 0;
    }
    int unusable = counted.looks() ? look(log, sample) : 0;
    // A line that comes late and is one of the first goes along; what is known of them stays true.
    if (counted.onlyLines() && !isOnlyCounted()) {
      findOnlyCounted();
    }
    return unusable;
  }

  private int look(Document log, LogSample sample) {
    Counted.Aggregated[] aggregated = counted.aggregated();
    makePartials(aggregated);
    isNews = true;
    int unusable = 0;
    for (int i = 0; i < aggregated.length; i++) {
      if (!(partials[i] instanceof SamplesPartial lines)) {
        unusable += partials[i].add(log, aggregated[i].field());
      } else if (aggregated[i].every() == 1) {
        sample.addTo(lines, log, aggregated[i]);
      }
    }
    return unusable;
  }

  private void makePartials(Counted.Aggregated[] aggregated) {
    if (partials.length < aggregated.length) {
      partials = new Partial[aggregated.length];
      for (int i = 0; i < partials.length; i++) {
        partials[i] = Partial.of(aggregated[i].aggregate());
      }
    }
  }

  /** Adds the line of a log, which has been counted, where it is drawn. */
  void addDrawn(Document log, LogSample sample) {
    Counted.Aggregated[] aggregated = counted.aggregated();
    makePartials(aggregated);
    for (int i = 0; i < aggregated.length; i++) {
      int every = aggregated[i].every();
      if (every > 1 && sample.isDrawn(every) && partials[i] instanceof SamplesPartial lines) {
        isNews |= sample.addTo(lines, log, aggregated[i]);
      }
    }
  }

  private void findOnlyCounted() {
    onlyCountedFrom = Long.MIN_VALUE;
    onlyCountedUntil = Long.MAX_VALUE;
    for (int i = 0; i < partials.length; i++) {
      if (counted.aggregated()[i].every() == 1 && partials[i] instanceof SamplesPartial lines) {
        onlyCountedFrom = Math.max(onlyCountedFrom, lines.unwantedFromMillis());
        onlyCountedUntil = Math.min(onlyCountedUntil, lines.unwantedUntilMillis());
      }
    }
  }

  /** Adds logs that need not be looked at. */
  void add(long moreLogs) {
    logs += moreLogs;
  }

  /** Whether logs of the slot, from {@link #onlyCountedFrom} on, need not be looked at. */
  boolean isOnlyCounted() {
    return onlyCountedFrom != Long.MAX_VALUE && onlyCountedUntil >= endMillis();
  }

  long onlyCountedFrom() {
    return Math.max(onlyCountedFrom, slotMillis);
  }

  /** Hands over what was counted, and is empty. */
  void drain(List<GroupPartials.Entry> out) {
    begun = false;
    for (long series : counted.countSeries()) {
      out.add(new GroupPartials.Entry(series, slotMillis, new CountPartial(logs)));
    }
    logs = 0;
    if (!isNews) {
      return;
    }
    isNews = false;
    boolean drawsLines = counted.drawnEvery() != Counted.NONE_DRAWN;
    boolean keepsLines = counted.onlyLines() && (drawsLines || !isOnlyCounted());
    Counted.Aggregated[] aggregated = counted.aggregated();
    for (int i = 0; i < partials.length; i++) {
      if (!(partials[i] instanceof SamplesPartial lines && lines.isEmpty())) {
        Partial partial = keepsLines ? partials[i].copy() : partials[i];
        out.add(new GroupPartials.Entry(aggregated[i].seriesId(), slotMillis, partial));
      }
    }
    // The first lines of a minute are handed over once: what is known of them outlives a drain.
    if (!keepsLines) {
      partials = NONE;
    }
  }
}
