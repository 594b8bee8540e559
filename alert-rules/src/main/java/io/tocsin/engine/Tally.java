package io.tocsin.engine;

import io.tocsin.aggregate.CountPartial;
import io.tocsin.aggregate.Partial;
import io.tocsin.aggregate.SamplesPartial;
import io.tocsin.document.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was counted of a group's logs that one filter selects, in one slot. */
final class Tally {
  private static final Partial[] NONE = new Partial[0];

  private final Counted counted;
  private final long slotMillis;
  private final @Nullable Tally next;
  private long logs;
  private Partial[] partials = NONE;

  /**
   * An empty one.
   *
   * @param next the same of another slot; null if there is none
   */
  Tally(Counted counted, long slotMillis, @Nullable Tally next) {
    this.counted = counted;
    this.slotMillis = slotMillis;
    this.next = next;
  }

  long slotMillis() {
    return slotMillis;
  }

  @Nullable Tally next() {
    return next;
  }

  boolean isEmpty() {
    return logs == 0;
  }

  /**
   * Adds a log.
   *
   * @param sample of the same log
   * @return how many values could not be used
   */
  int add(Document log, LogSample sample) {
    Counted.Aggregated[] aggregated = counted.aggregated();
    if (logs++ == 0 && aggregated.length > 0) {
      partials = new Partial[aggregated.length];
      for (int i = 0; i < partials.length; i++) {
        partials[i] = Partial.of(aggregated[i].aggregate());
      }
    }
    int unusable = 0;
    for (int i = 0; i < aggregated.length; i++) {
      if (partials[i] instanceof SamplesPartial lines) {
        sample.addTo(lines, log, aggregated[i]);
      } else {
        unusable += partials[i].add(log, aggregated[i].field());
      }
    }
    return unusable;
  }

  /** Hands over what was counted, and is empty. */
  void drain(List<GroupPartials.Entry> out) {
    for (long series : counted.countSeries()) {
      out.add(new GroupPartials.Entry(series, slotMillis, new CountPartial(logs)));
    }
    Counted.Aggregated[] aggregated = counted.aggregated();
    for (int i = 0; i < aggregated.length; i++) {
      out.add(new GroupPartials.Entry(aggregated[i].seriesId(), slotMillis, partials[i]));
    }
    logs = 0;
    partials = NONE;
  }
}
